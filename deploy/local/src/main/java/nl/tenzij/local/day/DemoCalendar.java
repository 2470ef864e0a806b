package nl.tenzij.local.day;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** When there is school at the demo's schools, in whatever year it is played. */
final class DemoCalendar {

  static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final LocalTime FIRST_SCENE = LocalTime.of(8, 0);

  private final int year;

  /**
   * @param year in which the school year begins
   */
  private DemoCalendar(int year) {
    this.year = year;
  }

  /** Days without school, both included. */
  private record Holiday(String title, LocalDate from, LocalDate until) {}

  /** Three school days: two that follow on each other, and the next one after them. */
  record Days(LocalDate eve, LocalDate day, LocalDate next) {

    /** The first that lie ahead; all of one school year, since the ladder counts by it. */
    static Days after(Instant now) {
      LocalDate eve = LocalDate.ofInstant(now, ZONE);
      while (true) {
        Days days = new Days(eve, eve.plusDays(1), nextSchoolDay(eve.plusDays(1)));
        if (days.isOneStory() && eve.atTime(FIRST_SCENE).atZone(ZONE).toInstant().isAfter(now)) {
          return days;
        }
        eve = eve.plusDays(1);
      }
    }

    private boolean isOneStory() {
      return isSchoolDay(eve)
          && isSchoolDay(day)
          && yearOf(eve) == yearOf(next)
          && next.isBefore(day.plusDays(5));
    }
  }

  static DemoCalendar of(LocalDate day) {
    return new DemoCalendar(yearOf(day));
  }

  int year() {
    return year;
  }

  private static int yearOf(LocalDate day) {
    return day.getMonthValue() >= Month.AUGUST.getValue() ? day.getYear() : day.getYear() - 1;
  }

  private static LocalDate nextSchoolDay(LocalDate after) {
    return Stream.iterate(after.plusDays(1), day -> day.plusDays(1))
        .filter(DemoCalendar::isSchoolDay)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isSchoolDay(LocalDate day) {
    return !WEEKEND.contains(day.getDayOfWeek())
        && of(day).holidays().stream()
            .noneMatch(free -> !day.isBefore(free.from()) && !day.isAfter(free.until()));
  }

  private List<Holiday> holidays() {
    return List.of(
        new Holiday("Zomervakantie", date(year, 8, 1), date(year, 8, 23)),
        new Holiday("Herfstvakantie", date(year, 10, 17), date(year, 10, 25)),
        new Holiday("Kerstvakantie", date(year, 12, 19), date(year + 1, 1, 3)),
        new Holiday("Voorjaarsvakantie", date(year + 1, 2, 20), date(year + 1, 2, 28)),
        new Holiday("Meivakantie", date(year + 1, 4, 24), date(year + 1, 5, 9)),
        new Holiday("Zomervakantie", date(year + 1, 7, 10), date(year + 1, 7, 31)));
  }

  /** As school-service takes it. */
  Map<String, Object> body() {
    return Map.of(
        "timeZone",
        ZONE.getId(),
        "schoolYears",
        List.of(
            Map.of(
                "title",
                year + "-" + (year + 1),
                "from",
                date(year, 8, 1).toString(),
                "until",
                date(year + 1, 7, 31).toString(),
                "terms",
                List.of(
                    days("Eerste semester", date(year, 8, 24), date(year + 1, 1, 31)),
                    days("Tweede semester", date(year + 1, 2, 1), date(year + 1, 7, 9))))),
        "week",
        Stream.of(DayOfWeek.values())
            .filter(day -> !WEEKEND.contains(day))
            .map(DemoCalendar::schoolDay)
            .toList(),
        "holidays",
        holidays().stream().map(each -> days(each.title(), each.from(), each.until())).toList());
  }

  private static Map<String, Object> schoolDay(DayOfWeek day) {
    return Map.of(
        "day",
        day.name(),
        "from",
        "08:30",
        "until",
        "15:30",
        "lessons",
        List.of(
            lesson("1", "08:30", "09:20"),
            lesson("2", "09:20", "10:10"),
            lesson("3", "10:30", "11:20"),
            lesson("4", "11:20", "12:10"),
            lesson("5", "12:40", "13:30"),
            lesson("6", "13:50", "14:40"),
            lesson("7", "14:40", "15:30")));
  }

  private static Map<String, String> lesson(String lesson, String from, String until) {
    return Map.of("lesson", lesson, "from", from, "until", until);
  }

  private static Map<String, String> days(String title, LocalDate from, LocalDate until) {
    return Map.of("title", title, "from", from.toString(), "until", until.toString());
  }

  private static LocalDate date(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }
}
