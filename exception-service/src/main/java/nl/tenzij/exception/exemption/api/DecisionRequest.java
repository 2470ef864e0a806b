package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import nl.tenzij.exception.exemption.Assessment.Advice;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.Reasons;
import nl.tenzij.exception.rules.SchoolDay;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.Invalid;

/**
 * What a core team decides.
 *
 * @param reason as those who asked will read it
 * @param granted needed where it grants
 */
public record DecisionRequest(
    @NotNull Advice outcome,
    @NotBlank @Size(max = 4000) String reason,
    @NotEmpty @Size(max = 50) List<@NotNull @Valid AnswerRequest> criteria,
    @Valid GrantRequest granted) {

  ExemptionCommand command(String pupil, SchoolDay today, Set<String> parents, String by) {
    Reasons reasons = new Reasons(Personal.of(pupil, reason), AnswerRequest.of(criteria, pupil));
    return switch (outcome) {
      case REFUSE -> {
        if (granted != null) {
          throw new Invalid("granted", "unknown", "Leave it out of a refusal.");
        }
        yield new RefuseExemption(reasons, today.date(), parents, by);
      }
      case GRANT -> {
        if (granted == null) {
          throw new Invalid("granted", "required", "What is granted.");
        }
        yield new GrantExemption(
            granted.grant(pupil, today), reasons, today.terms(), today.date(), parents, by);
      }
    };
  }
}
