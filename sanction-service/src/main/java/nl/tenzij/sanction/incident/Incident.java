package nl.tenzij.sanction.incident;

import java.util.Collections;
import java.util.List;
import java.util.Set;

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
   * @param first what was recorded first
   */
  record OnRecord(
      Observation observed,
      List<VerdictThen> verdicts,
      String reportedBy,
      int corrections,
      List<String> named,
      First first)
      implements Incident {
    public OnRecord {
      verdicts = List.copyOf(verdicts);
      named = List.copyOf(named);
    }

    /**
     * Of an own child a parent reads what they reported, not what others made of it; that it was
     * corrected stays.
     *
     * @param children of who reads it
     */
    public OnRecord asToldTo(Set<String> children) {
      return Collections.disjoint(named, children) ? this : asReported();
    }

    private OnRecord asReported() {
      return new OnRecord(
          first.observed(),
          first.verdicts(),
          reportedBy,
          corrections,
          first.observed().offenders(),
          first);
    }
  }

  /** As {@link OnRecord} has the last. */
  record First(Observation observed, List<VerdictThen> verdicts) {
    public First {
      verdicts = List.copyOf(verdicts);
    }
  }
}
