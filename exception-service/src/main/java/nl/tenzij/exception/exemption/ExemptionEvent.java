package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/** What happened to an exemption. */
public sealed interface ExemptionEvent {

  /** The roster's id of whom it is for. */
  String pupil();

  record ExemptionRequested(Request request) implements ExemptionEvent {
    @Override
    public String pupil() {
      return request.pupil();
    }
  }

  record RequestSubmitted(String pupil, Optional<Personal<String>> motivation, String by)
      implements ExemptionEvent {}

  record AssessmentBegun(String pupil, CoreTeam team) implements ExemptionEvent {}

  record ExemptionGranted(String pupil, Grant grant, Judgement judgement)
      implements ExemptionEvent {}

  record ExemptionRefused(String pupil, Judgement judgement) implements ExemptionEvent {}

  record RequestWithdrawn(String pupil, String by) implements ExemptionEvent {}

  record ExemptionSuspended(
      String pupil,
      LocalDate from,
      LocalDate until,
      Personal<String> reason,
      Personal<String> conditions,
      String by)
      implements ExemptionEvent {}

  record ExemptionResumed(String pupil, String by) implements ExemptionEvent {}

  /**
   * @param reason absent where it was withdrawn: nobody owes one then
   */
  record ExemptionEnded(String pupil, EndCause cause, Optional<Personal<String>> reason, String by)
      implements ExemptionEvent {}
}
