package nl.tenzij.sanction.educationaluse.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.educationaluse.EducationalUse.Terms;
import nl.tenzij.sanction.incident.Device;

/**
 * What a teacher opens.
 *
 * @param group a class that the teacher teaches
 * @param purpose what the devices are for, in the teacher's words; stays within the school
 * @param devices which; absent: any
 * @param until when it ends: with the lesson after the one of now, or the next, at the latest;
 *     absent: with the lesson of now
 */
public record EducationalUseRequest(
    @JsonProperty("class") @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}")
        String group,
    @NotNull @Size(min = 1, max = 500) String purpose,
    @Size(min = 1, max = 20) List<@NotNull Device> devices,
    Instant until) {

  /**
   * @param lessonEnds where there is a lesson now
   * @throws Invalid where nothing says when it ends
   */
  Terms terms(String teacher, Optional<Instant> lessonEnds) {
    Instant end =
        Optional.ofNullable(until)
            .or(() -> lessonEnds)
            .orElseThrow(
                () ->
                    new Invalid(
                        "until", "required", "The calendar knows of no lesson now: say when."));
    List<Device> which =
        devices == null ? List.of(Device.values()) : devices.stream().distinct().toList();
    return new Terms(group, Personal.of(teacher, purpose), which, end);
  }
}
