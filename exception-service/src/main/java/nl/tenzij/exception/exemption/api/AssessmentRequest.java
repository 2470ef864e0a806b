package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import nl.tenzij.exception.exemption.Assessment;
import nl.tenzij.ledger.privacy.Personal;

/** What a member of the core team holds of a request. */
public record AssessmentRequest(
    @NotNull Assessment.Advice advice,
    @NotBlank @Size(max = 4000) String reason,
    @NotEmpty @Size(max = 50) List<@NotNull @Valid AnswerRequest> criteria) {

  Assessment assessment(String pupil, String person) {
    return new Assessment(
        person, advice, Personal.of(pupil, reason), AnswerRequest.of(criteria, pupil));
  }
}
