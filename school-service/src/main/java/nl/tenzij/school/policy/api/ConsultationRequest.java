package nl.tenzij.school.policy.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Set;
import nl.tenzij.school.policy.Consultation;

/** A talk that was had. */
public record ConsultationRequest(
    @NotNull Consultation.Kind kind,
    @NotEmpty Set<Consultation.@NotNull Group> groups,
    @NotNull LocalDate on,
    @NotBlank @Size(max = 2000) String outcome) {

  Consultation toConsultation() {
    return new Consultation(kind, groups, on, outcome);
  }
}
