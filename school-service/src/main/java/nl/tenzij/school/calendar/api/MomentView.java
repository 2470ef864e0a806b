package nl.tenzij.school.calendar.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.Holiday;
import nl.tenzij.school.calendar.SchoolYear;
import nl.tenzij.school.calendar.Term;

/**
 * What a calendar says of a moment. What does not apply is left out.
 *
 * @param date on the school's wall
 * @param holiday its title, on a holiday
 * @param term its title, within a term
 * @param open whether the school day is going on
 * @param lesson what the timetable calls it, during a lesson
 * @param endOfSchoolDay of the date, on a school day
 * @param nextSchoolDayMorning the first one not before the moment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MomentView(
    Instant at,
    LocalDate date,
    boolean schoolDay,
    String holiday,
    YearView schoolYear,
    String term,
    boolean open,
    String lesson,
    Instant endOfSchoolDay,
    Instant nextSchoolDayMorning) {

  /** A school year, both ends included. */
  public record YearView(String title, LocalDate from, LocalDate until) {}

  static MomentView of(Calendar calendar, Instant at) {
    LocalDate date = calendar.dayOf(at);
    SchoolYear year = calendar.year(date);
    return new MomentView(
        at,
        date,
        calendar.times(date).isPresent(),
        calendar.holiday(date).map(Holiday::title).orElse(null),
        new YearView(year.title(), year.from(), year.until()),
        year.term(date).map(Term::title).orElse(null),
        calendar.open(at),
        calendar.lesson(at).map(lesson -> lesson.lesson()).orElse(null),
        calendar.endOfDay(date).orElse(null),
        calendar.nextMorning(at).orElse(null));
  }
}
