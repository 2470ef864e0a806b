package nl.tenzij.sanction.incident;

import java.util.List;

/**
 * An observed breach. It stands apart from the sanctions that follow from it: one incident can hold
 * several pupils, and what follows differs per pupil.
 */
public sealed interface Incident {

  record NotRecorded() implements Incident {}

  /**
   * @param observed as the last entry has it
   * @param verdicts on each offender's use at that moment
   * @param reportedBy the member of staff who recorded it first
   * @param corrections how many later entries corrected it
   * @param named as offenders by any entry, those of the last one first
   */
  record OnRecord(
      Observation observed,
      List<VerdictThen> verdicts,
      String reportedBy,
      int corrections,
      List<String> named)
      implements Incident {
    public OnRecord {
      verdicts = List.copyOf(verdicts);
      named = List.copyOf(named);
    }
  }
}
