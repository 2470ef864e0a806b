package nl.tenzij.school.group;

import java.time.LocalDate;
import java.util.List;

/**
 * A class as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param running false after its end
 * @param teachers in order of their ids, also those to come; none after its end: one that runs
 *     again has none before the roster says so
 */
public record RosterClass(
    String id,
    boolean running,
    String title,
    Kind kind,
    List<String> yearGroups,
    List<String> subjects,
    List<Teaching> teachers) {

  public static final RosterClass NONE =
      new RosterClass(null, false, null, null, List.of(), List.of(), List.of());

  /** The ids of the staff who teach the class on a day, in order. */
  public List<String> teachersOn(LocalDate day) {
    return teachers.stream()
        .filter(teaching -> teaching.holdsOn(day))
        .map(Teaching::staff)
        .distinct()
        .toList();
  }

  RosterClass taughtBy(List<Teaching> now) {
    return new RosterClass(id, running, title, kind, yearGroups, subjects, now);
  }
}
