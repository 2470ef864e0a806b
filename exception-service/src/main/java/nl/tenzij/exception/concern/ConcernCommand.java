package nl.tenzij.exception.concern;

import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of a concern. */
public sealed interface ConcernCommand {

  record ReportConcern(Report report) implements ConcernCommand {}

  record TakeUpConcern(String by) implements ConcernCommand {}

  record CloseConcern(ConcernOutcome outcome, Personal<String> note, String by)
      implements ConcernCommand {}
}
