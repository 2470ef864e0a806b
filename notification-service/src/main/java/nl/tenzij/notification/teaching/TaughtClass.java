package nl.tenzij.notification.teaching;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * Who teaches a class, from {@code nl.tenzij.school.class-registered.v1}.
 *
 * @param teachings null where it was told before days were kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TaughtClass(@JsonProperty("class") String id, List<String> teachers, List<Place> teachings) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Place(String staff, LocalDate begin, LocalDate end) {}

  List<Span> staff() {
    return teachings == null
        ? teachers.stream().map(Span::always).toList()
        : teachings.stream().map(each -> new Span(each.staff(), each.begin(), each.end())).toList();
  }
}
