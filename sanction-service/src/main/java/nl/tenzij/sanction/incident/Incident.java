package nl.tenzij.sanction.incident;

/**
 * An observed breach. It stands apart from the sanctions that follow from it: one incident can hold
 * several pupils, and what follows differs per pupil.
 */
public sealed interface Incident {

  record NotRecorded() implements Incident {}

  /**
   * @param observed as the last entry has it
   * @param reportedBy the member of staff who recorded it first
   * @param corrections how many later entries corrected it
   */
  record OnRecord(Observation observed, String reportedBy, int corrections) implements Incident {}
}
