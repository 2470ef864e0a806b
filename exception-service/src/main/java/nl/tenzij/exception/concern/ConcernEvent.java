package nl.tenzij.exception.concern;

import nl.tenzij.ledger.privacy.Personal;

/** What happened to a concern. None of it is told to anybody else, nor counts on any ladder. */
public sealed interface ConcernEvent {

  record ConcernReported(Report report) implements ConcernEvent {}

  record ConcernTakenUp(String by) implements ConcernEvent {}

  record ConcernClosed(ConcernOutcome outcome, Personal<String> note, String by)
      implements ConcernEvent {}
}
