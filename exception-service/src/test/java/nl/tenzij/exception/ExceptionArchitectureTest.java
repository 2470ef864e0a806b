package nl.tenzij.exception;

import nl.tenzij.ledger.testkit.ArchitectureRules;

class ExceptionArchitectureTest extends ArchitectureRules {

  ExceptionArchitectureTest() {
    super("nl.tenzij.exception");
  }
}
