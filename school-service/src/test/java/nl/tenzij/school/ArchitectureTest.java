package nl.tenzij.school;

import nl.tenzij.ledger.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("nl.tenzij.school");
  }
}
