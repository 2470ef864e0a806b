package nl.tenzij.sanction.incident;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.privacy.Personal;

public sealed interface IncidentCommand {

  /** The moment at which it is asked. */
  Instant now();

  /**
   * @param verdicts on each offender's use at that moment
   * @param broughtRightly those of them whose device may have been at school that day, ban or no
   *     ban
   * @param groundsTold whether who records it may know on what ground an offender's use was allowed
   */
  record RecordIncident(
      Observation observed,
      List<VerdictThen> verdicts,
      Set<String> broughtRightly,
      String by,
      boolean groundsTold,
      Instant now)
      implements IncidentCommand {}

  /** Replaces what an earlier entry says; that entry stays readable. */
  record CorrectIncident(
      Observation observed,
      List<VerdictThen> verdicts,
      Set<String> broughtRightly,
      Personal<String> reason,
      String by,
      boolean groundsTold,
      Instant now)
      implements IncidentCommand {}
}
