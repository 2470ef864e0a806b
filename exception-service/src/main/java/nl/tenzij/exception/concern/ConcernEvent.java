package nl.tenzij.exception.concern;

import java.time.LocalDate;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What happened to a concern. It counts on no ladder; others are told that one waits, where it does
 * for long, and nothing else of it.
 */
public sealed interface ConcernEvent {

  record ConcernReported(Report report) implements ConcernEvent {}

  /**
   * Nobody took it up for a while.
   *
   * @param since the day on which it was reported
   * @param times how often was said so by now
   */
  record UptakeReminded(String pupil, LocalDate since, int times) implements ConcernEvent {}

  /** It was taken up, of which somebody had been reminded. */
  record UptakeSettled(String pupil) implements ConcernEvent {}

  record ConcernTakenUp(String by) implements ConcernEvent {}

  record ConcernClosed(ConcernOutcome outcome, Personal<String> note, String by)
      implements ConcernEvent {}
}
