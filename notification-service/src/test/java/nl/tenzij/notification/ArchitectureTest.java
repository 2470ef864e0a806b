package nl.tenzij.notification;

import nl.tenzij.ledger.testkit.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
  ArchitectureTest() {
    super("nl.tenzij.notification");
  }
}
