package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What we take from {@code nl.tenzij.school.class-registered.v1}.
 *
 * @param teachings absent where it was told before days were kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClassRegistered(
    @JsonProperty("class") String id,
    List<String> subjects,
    List<String> teachers,
    Optional<List<Teaching>> teachings) {

  static final String TYPE = "nl.tenzij.school.class-registered.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Teaching(String staff, Optional<LocalDate> begin, Optional<LocalDate> end) {}

  /** Who teaches it when. */
  Spans staff() {
    return teachings
        .map(all -> Spans.of(all, Teaching::staff, Teaching::begin, Teaching::end))
        .orElseGet(() -> Spans.always(teachers));
  }
}
