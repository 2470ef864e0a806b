package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;

/**
 * {@code nl.tenzij.school.class-registered.v1}
 *
 * @param kind null where it was recorded before that was kept
 * @param teachers those whose last day has not passed
 * @param teachings the same, with their days
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PublishedClass(
    @JsonProperty("class") String id,
    String title,
    @JsonInclude(JsonInclude.Include.NON_NULL) Kind kind,
    List<String> subjects,
    List<String> teachers,
    List<Place> teachings) {
  static final String TYPE = "nl.tenzij.school.class-registered.v1";

  /**
   * A teacher's place at the class; days are null where it has none.
   *
   * @param primary whether the roster calls this the class's own teacher
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Place(String staff, LocalDate begin, LocalDate end, boolean primary) {}

  static PublishedClass of(
      String id,
      String title,
      Kind kind,
      List<String> subjects,
      List<Teaching> teachers,
      LocalDate today) {
    List<Place> places =
        teachers.stream()
            .filter(each -> each.end() == null || !each.end().isBefore(today))
            .map(each -> new Place(each.staff(), each.begin(), each.end(), each.primary()))
            .toList();
    return new PublishedClass(
        id, title, kind, subjects, places.stream().map(Place::staff).distinct().toList(), places);
  }
}
