package nl.tenzij.sanction;

import nl.tenzij.ledger.testkit.ArchitectureRules;

class SanctionArchitectureTest extends ArchitectureRules {

  SanctionArchitectureTest() {
    super("nl.tenzij.sanction");
  }
}
