package nl.tenzij.exception.rules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What we take from {@code nl.tenzij.school.calendar-set.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CalendarSet(ZoneId timeZone, List<Year> schoolYears) {

  static final String TYPE = "nl.tenzij.school.calendar-set.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Year(List<Term> terms) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Term(LocalDate until) {}

  LocalDate[] semesterEnds() {
    return schoolYears.stream()
        .flatMap(year -> year.terms().stream())
        .map(Term::until)
        .sorted()
        .toArray(LocalDate[]::new);
  }
}
