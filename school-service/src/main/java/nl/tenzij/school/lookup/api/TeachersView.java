package nl.tenzij.school.lookup.api;

import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.lookup.Lookups;

/** Who teaches on a day. */
public record TeachersView(LocalDate on, List<Teacher> items) {

  /** A teacher by the roster's id, and the classes in which that is. */
  public record Teacher(String staff, List<String> classes) {}

  static TeachersView of(LocalDate on, List<Lookups.Teacher> teachers) {
    return new TeachersView(
        on, teachers.stream().map(each -> new Teacher(each.staff(), each.classes())).toList());
  }
}
