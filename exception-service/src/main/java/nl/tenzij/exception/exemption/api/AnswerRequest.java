package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import nl.tenzij.exception.exemption.Judgement;
import nl.tenzij.ledger.privacy.Personal;

/**
 * Answers one of the policy's criteria.
 *
 * @param criterion its number in the policy
 */
public record AnswerRequest(
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9. -]{0,19}") String criterion,
    @NotNull Boolean met,
    @NotBlank @Size(max = 2000) String reason) {

  static List<Judgement.Answer> of(List<AnswerRequest> given, String pupil) {
    return given.stream()
        .map(
            each ->
                new Judgement.Answer(
                    each.criterion(), each.met(), Personal.of(pupil, each.reason())))
        .toList();
  }
}
