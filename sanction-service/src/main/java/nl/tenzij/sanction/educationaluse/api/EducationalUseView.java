package nl.tenzij.sanction.educationaluse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.sanction.educationaluse.EducationalUse.Opened;
import nl.tenzij.sanction.incident.Device;

/**
 * Educational use as it is now.
 *
 * @param purpose absent where the teacher is forgotten
 * @param until its end, not included
 * @param closed when it was closed before its end, if it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EducationalUseView(
    UUID id,
    @JsonProperty("class") String group,
    String teacher,
    String purpose,
    List<Device> devices,
    Instant from,
    Instant until,
    Instant closed) {

  static EducationalUseView of(UUID id, Opened opened) {
    return new EducationalUseView(
        id,
        opened.terms().group(),
        opened.by(),
        opened.terms().purpose().value().orElse(null),
        opened.terms().devices(),
        opened.from(),
        opened.terms().until(),
        opened.closed().orElse(null));
  }
}
