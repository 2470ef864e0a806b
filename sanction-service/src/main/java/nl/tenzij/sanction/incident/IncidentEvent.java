package nl.tenzij.sanction.incident;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

public sealed interface IncidentEvent {

  /**
   * @param verdicts one per offender
   */
  record IncidentRecorded(Observation observed, List<VerdictThen> verdicts, String by)
      implements IncidentEvent {}

  record IncidentCorrected(
      Observation observed, List<VerdictThen> verdicts, Personal<String> reason, String by)
      implements IncidentEvent {}
}
