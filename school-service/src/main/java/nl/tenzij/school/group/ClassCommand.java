package nl.tenzij.school.group;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked of a class in the roster. */
public sealed interface ClassCommand {

  /**
   * Enters the class, or what is now known of it.
   *
   * @param id the roster's id
   * @param kind the roster's own word
   * @param subjects taught in it; none for a home room
   * @param teachers empty where the roster is silent on enrolments: as they were known
   */
  record RegisterClass(
      String id,
      String title,
      Kind kind,
      List<String> yearGroups,
      List<String> subjects,
      Optional<List<Teaching>> teachers)
      implements ClassCommand {

    /** Says also that teachers known before stay, of whom it does not speak. */
    public RegisterClass notWithout(List<Teaching> known) {
      return new RegisterClass(
          id, title, kind, yearGroups, subjects, teachers.map(said -> with(said, known)));
    }

    private static List<Teaching> with(List<Teaching> said, List<Teaching> known) {
      return Stream.concat(
              said.stream(),
              known.stream()
                  .filter(each -> said.stream().noneMatch(one -> one.staff().equals(each.staff()))))
          .toList();
    }
  }

  /** The class is no more. */
  record EndClass(String id) implements ClassCommand {}

  /** Gives the class a teacher; a place with the same id is replaced. */
  record AppointTeacher(String id, Teaching teaching) implements ClassCommand {}

  /** The teacher's place with this id was never meant, or is over. */
  record DismissTeacher(String id, String teaching) implements ClassCommand {}

  /** Somebody teaches the class no more, by whatever place. */
  record LoseTeacher(String id, String staff) implements ClassCommand {}
}
