package nl.tenzij.sanction.incident;

import java.time.Instant;
import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

public sealed interface IncidentCommand {

  /** The moment at which it is asked. */
  Instant now();

  /**
   * @param verdicts on each offender's use at that moment
   * @param groundsTold whether who records it may know on what ground an offender's use was allowed
   */
  record RecordIncident(
      Observation observed, List<VerdictThen> verdicts, String by, boolean groundsTold, Instant now)
      implements IncidentCommand {}

  /** Replaces what an earlier entry says; that entry stays readable. */
  record CorrectIncident(
      Observation observed,
      List<VerdictThen> verdicts,
      Personal<String> reason,
      String by,
      boolean groundsTold,
      Instant now)
      implements IncidentCommand {}
}
