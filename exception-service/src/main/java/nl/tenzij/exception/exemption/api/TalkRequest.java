package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.exception.exemption.Heard;
import nl.tenzij.exception.exemption.Talk;
import nl.tenzij.ledger.privacy.Personal;

/** A talk that was held. */
public record TalkRequest(
    @NotNull LocalDate on,
    @NotEmpty @Size(max = 5) List<@NotNull Heard> with,
    @NotBlank @Size(max = 4000) String summary) {

  Talk talk(String pupil, String by) {
    return new Talk(on, with, Personal.of(pupil, summary), by);
  }
}
