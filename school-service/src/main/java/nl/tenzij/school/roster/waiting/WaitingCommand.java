package nl.tenzij.school.roster.waiting;

import java.time.Instant;

/** What can be said of a roster that stopped to ask. */
public sealed interface WaitingCommand {

  /**
   * @param since it waits, or one did whose place it took
   */
  record SayWaiting(Instant since, Leaving leaving) implements WaitingCommand {}

  record SaySettled() implements WaitingCommand {}
}
