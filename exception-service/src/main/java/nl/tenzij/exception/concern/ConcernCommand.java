package nl.tenzij.exception.concern;

import java.time.LocalDate;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of a concern. */
public sealed interface ConcernCommand {

  record ReportConcern(Report report) implements ConcernCommand {}

  /**
   * Says that it waits, where it still does.
   *
   * @param since the day on which it was reported
   * @param times how often that is to be said by now
   */
  record RemindOfUptake(LocalDate since, int times) implements ConcernCommand {}

  record TakeUpConcern(String by) implements ConcernCommand {}

  record CloseConcern(ConcernOutcome outcome, Personal<String> note, String by)
      implements ConcernCommand {}
}
