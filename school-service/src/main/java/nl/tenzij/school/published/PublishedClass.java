package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.group.Teaching;

/**
 * {@code nl.tenzij.school.class-registered.v1}
 *
 * @param teachers those whose last day has not passed
 * @param teachings the same, with their days
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PublishedClass(
    @JsonProperty("class") String id,
    String title,
    List<String> subjects,
    List<String> teachers,
    List<Place> teachings) {
  static final String TYPE = "nl.tenzij.school.class-registered.v1";

  /** A teacher's place at the class; days are null where it has none. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Place(String staff, LocalDate begin, LocalDate end) {}

  static PublishedClass of(
      String id, String title, List<String> subjects, List<Teaching> teachers, LocalDate today) {
    List<Place> places =
        teachers.stream()
            .filter(each -> each.end() == null || !each.end().isBefore(today))
            .map(each -> new Place(each.staff(), each.begin(), each.end()))
            .toList();
    return new PublishedClass(
        id, title, subjects, places.stream().map(Place::staff).distinct().toList(), places);
  }
}
