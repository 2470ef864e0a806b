package nl.tenzij.exception.starttalk.api;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.exception.exemption.Heard;

/**
 * A start talk that was held. What was said stays between those who talked; where a device is
 * needed, a request follows.
 */
public record StartTalkRequest(
    @NotNull @Pattern(regexp = ID) String pupil,
    @NotNull LocalDate on,
    @NotEmpty @Size(max = 5) List<@NotNull Heard> with) {

  static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";
}
