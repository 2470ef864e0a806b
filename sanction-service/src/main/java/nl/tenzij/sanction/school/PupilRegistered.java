package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What we take from {@code nl.tenzij.school.pupil-registered.v1}.
 *
 * @param enrolments absent where it was told before days were kept
 * @param mentor absent where there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PupilRegistered(
    String pupil,
    List<String> classes,
    Optional<List<Enrolment>> enrolments,
    Optional<String> mentor) {

  static final String TYPE = "nl.tenzij.school.pupil-registered.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Enrolment(
      @JsonProperty("class") String in, Optional<LocalDate> begin, Optional<LocalDate> end) {}

  /** In which classes when. */
  Spans inClasses() {
    return enrolments
        .map(all -> Spans.of(all, Enrolment::in, Enrolment::begin, Enrolment::end))
        .orElseGet(() -> Spans.always(classes));
  }
}
