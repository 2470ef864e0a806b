package nl.tenzij.notification.teaching;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * Who has to do with a pupil, from {@code nl.tenzij.school.pupil-registered.v1}.
 *
 * @param enrolments null where it was told before days were kept
 * @param mentor null where none is named
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TaughtPupil(String pupil, List<String> classes, List<Enrolment> enrolments, String mentor) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Enrolment(@JsonProperty("class") String in, LocalDate begin, LocalDate end) {}

  List<Span> inClasses() {
    return enrolments == null
        ? classes.stream().map(Span::always).toList()
        : enrolments.stream().map(each -> new Span(each.in(), each.begin(), each.end())).toList();
  }
}
