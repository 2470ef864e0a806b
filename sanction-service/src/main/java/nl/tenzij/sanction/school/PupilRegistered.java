package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
      @JsonProperty("class") String in,
      Optional<LocalDate> begin,
      Optional<LocalDate> end,
      boolean ownBegin) {}

  /** In which classes when. */
  Spans inClasses() {
    return enrolments
        .map(all -> Spans.of(all, Enrolment::in, Enrolment::begin, Enrolment::end))
        .orElseGet(() -> Spans.always(classes));
  }

  /** Of each of those whether its first day is the place's own. */
  Boolean[] ownBegins() {
    Spans all = inClasses();
    return IntStream.range(0, all.ids().length)
        .mapToObj(i -> ownBegins(all.ids()[i], all.begins()[i]))
        .toArray(Boolean[]::new);
  }

  private boolean ownBegins(String group, LocalDate begin) {
    return enrolments.stream()
        .flatMap(List::stream)
        .filter(Enrolment::ownBegin)
        .anyMatch(each -> each.in().equals(group) && each.begin().equals(Optional.of(begin)));
  }
}
