package nl.tenzij.school.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a calendar can't say. */
public final class CalendarRules {

  private static final int LONGEST_YEAR = 400;

  private final List<Flaw> flaws = new ArrayList<>();

  private CalendarRules() {}

  /**
   * Something that does not fit.
   *
   * @param place in the calendar: {@code week[0].lessons[2]}
   */
  public record Flaw(String place, String code, String detail) {}

  /** All that does not fit, in order of place; empty where the calendar can be set. */
  public static List<Flaw> flaws(Calendar calendar) {
    CalendarRules rules = new CalendarRules();
    rules.years(calendar.years());
    rules.week(calendar.week());
    rules.holidays(calendar.holidays());
    rules.otherHours(calendar);
    return List.copyOf(rules.flaws);
  }

  /**
   * As {@link #flaws(Calendar)}, with what does not fit the school: it has one time zone.
   *
   * @param registered the zone of the school itself
   */
  public static List<Flaw> flaws(Calendar calendar, ZoneId registered) {
    CalendarRules rules = new CalendarRules();
    if (!calendar.timeZone().equals(registered)) {
      rules.flaw("timeZone", "not-of-school", "The school's own is " + registered + ".");
    }
    rules.flaws.addAll(flaws(calendar));
    return List.copyOf(rules.flaws);
  }

  private void years(List<SchoolYear> years) {
    for (int i = 0; i < years.size(); i++) {
      SchoolYear year = years.get(i);
      String place = "schoolYears[" + i + "]";
      if (ordered(place, year.from(), year.until())) {
        if (year.from().plusDays(LONGEST_YEAR).isBefore(year.until())) {
          flaw(place, "year-too-long", "A school year has at most " + LONGEST_YEAR + " days.");
        }
        if (i > 0 && !year.from().isAfter(years.get(i - 1).until())) {
          flaw(place, "years-overlap", "A school year begins after the one before it has ended.");
        }
        terms(place, year);
      }
    }
  }

  private void terms(String year, SchoolYear of) {
    for (int i = 0; i < of.terms().size(); i++) {
      Term term = of.terms().get(i);
      String place = year + ".terms[" + i + "]";
      if (ordered(place, term.from(), term.until())) {
        if (!of.holds(term.from()) || !of.holds(term.until())) {
          flaw(place, "term-outside-year", "A term lies within its school year.");
        }
        if (i > 0 && !term.from().isAfter(of.terms().get(i - 1).until())) {
          flaw(place, "terms-overlap", "A term begins after the one before it has ended.");
        }
      }
    }
  }

  private void week(List<DayTimes> week) {
    Set<DayOfWeek> seen = EnumSet.noneOf(DayOfWeek.class);
    for (int i = 0; i < week.size(); i++) {
      DayTimes day = week.get(i);
      String place = "week[" + i + "]";
      if (!seen.add(day.day())) {
        flaw(place, "day-twice", "A weekday stands in the week once.");
      }
      if (!day.from().isBefore(day.until())) {
        flaw(place, "order", "It ends after it begins.");
      }
      lessons(place, day);
    }
  }

  private void lessons(String day, DayTimes of) {
    for (int i = 0; i < of.lessons().size(); i++) {
      LessonTime lesson = of.lessons().get(i);
      String place = day + ".lessons[" + i + "]";
      if (!lesson.from().isBefore(lesson.until())) {
        flaw(place, "order", "It ends after it begins.");
      }
      if (lesson.from().isBefore(of.from()) || lesson.until().isAfter(of.until())) {
        flaw(place, "lesson-outside-day", "A lesson lies within the hours of its day.");
      }
      if (i > 0 && lesson.from().isBefore(of.lessons().get(i - 1).until())) {
        flaw(place, "lessons-overlap", "A lesson begins when the one before it has ended.");
      }
    }
  }

  private void holidays(List<Holiday> holidays) {
    for (int i = 0; i < holidays.size(); i++) {
      ordered("holidays[" + i + "]", holidays.get(i).from(), holidays.get(i).until());
    }
  }

  /**
   * Of school days only, so that who knows weekdays and holidays alone knows on which there is
   * school.
   */
  private void otherHours(Calendar calendar) {
    Set<LocalDate> seen = new HashSet<>();
    for (int i = 0; i < calendar.otherHours().size(); i++) {
      OtherHours hours = calendar.otherHours().get(i);
      String place = "otherHours[" + i + "]";
      if (!seen.add(hours.day())) {
        flaw(place, "day-twice", "A day has other hours once.");
      }
      if (calendar.holiday(hours.day()).isPresent() || !isInWeek(hours, calendar)) {
        flaw(
            place,
            "no-school-day",
            "A day with other hours is no holiday, and a weekday with school.");
      }
      if (!hours.from().isBefore(hours.until())) {
        flaw(place, "order", "It ends after it begins.");
      }
      lessons(place, hours.times());
    }
  }

  private static boolean isInWeek(OtherHours hours, Calendar calendar) {
    return calendar.week().stream().anyMatch(day -> day.day() == hours.day().getDayOfWeek());
  }

  private boolean ordered(String place, LocalDate from, LocalDate until) {
    boolean ordered = !until.isBefore(from);
    if (!ordered) {
      flaw(place, "order", "It does not end before it begins.");
    }
    return ordered;
  }

  private void flaw(String place, String code, String detail) {
    flaws.add(new Flaw(place, code, detail));
  }
}
