package nl.tenzij.school.roster.waiting;

import java.time.Instant;

/** What happened to a roster that stopped to ask. */
public sealed interface WaitingEvent {

  /** Nothing of it is applied until somebody says that it may go on. */
  record RosterWaiting(Instant since, Leaving leaving) implements WaitingEvent {}

  /** It waits no longer, however that came. */
  record RosterSettled() implements WaitingEvent {}
}
