package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of an exemption. */
public sealed interface ExemptionCommand {

  record RequestExemption(Request request) implements ExemptionCommand {}

  /**
   * The request is as complete as its asker can make it.
   *
   * @param motivation the pupil's own words, where they come only now
   */
  record SubmitRequest(Optional<Personal<String>> motivation, String by)
      implements ExemptionCommand {}

  record BeginAssessment(CoreTeam team) implements ExemptionCommand {}

  record GrantExemption(Grant grant, Judgement judgement) implements ExemptionCommand {}

  record RefuseExemption(Judgement judgement) implements ExemptionCommand {}

  /** Those who asked no longer want it, before or after it was granted. */
  record WithdrawExemption(String by) implements ExemptionCommand {}

  /**
   * @param today the day on which it is decided
   * @param until last day without the exemption
   * @param conditions what makes it come back sooner
   */
  record SuspendExemption(
      LocalDate today,
      LocalDate until,
      Personal<String> reason,
      Personal<String> conditions,
      String by)
      implements ExemptionCommand {}

  record ResumeExemption(String by) implements ExemptionCommand {}

  record EndExemption(EndCause cause, Personal<String> reason, String by)
      implements ExemptionCommand {}
}
