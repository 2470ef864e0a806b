package nl.tenzij.school.lookup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Who has to do with whom on a day, by ids. */
@ApplicationScoped
public class Lookups {

  private static final String CLASSES =
      """
      select k.class, k.title, k.kind, k.subjects, p.first_day, p.last_day, p.own
      from class_place p
      join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
      where p.board = $1 and p.school = $2 and p.person = $3 and p.role = $4 and k.running
        and coalesce(p.first_day <= $5, true) and coalesce(p.last_day >= $5, true)
      order by k.class, p.first_day
      """;

  private static final String PERSONS =
      """
      select distinct p.person
      from class_place p
      join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
      where p.board = $1 and p.school = $2 and p.class = $3 and p.role = $4 and k.running
        and coalesce(p.first_day <= $5, true) and coalesce(p.last_day >= $5, true)
      order by p.person
      """;

  private static final String TEACHERS =
      """
      select t.person, array_agg(distinct t.class order by t.class) as classes
      from class_place p
      join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
      join class_place t on t.board = p.board and t.school = p.school and t.class = p.class
        and t.role = 'TEACHER'
      where p.board = $1 and p.school = $2 and p.person = $3 and p.role = 'PUPIL' and k.running
        and coalesce(p.first_day <= $4, true) and coalesce(p.last_day >= $4, true)
        and coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
      group by t.person order by t.person
      """;

  private static final String TAUGHT =
      """
      select distinct p.person
      from class_place t
      join class_known k on k.board = t.board and k.school = t.school and k.class = t.class
      join class_place p on p.board = t.board and p.school = t.school and p.class = t.class
        and p.role = 'PUPIL'
      where t.board = $1 and t.school = $2 and t.person = $3 and t.role = 'TEACHER' and k.running
        and coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
        and coalesce(p.first_day <= $4, true) and coalesce(p.last_day >= $4, true)
      order by p.person
      """;

  /** Of the classes that the class has pupils in common with, itself too, all teachers. */
  private static final String TEACHERS_OF_PUPILS =
      """
      select t.person, array_agg(distinct t.class order by t.class) as classes
      from class_meeting m
      join lateral (select from class_known k
        where k.board = m.board and k.school = m.school and k.class = m.other and k.running) on true
      join class_place t on t.board = m.board and t.school = m.school and t.class = m.other
        and t.role = 'TEACHER'
      where m.board = $1 and m.school = $2 and m.class = $3 and m.pupils > 0
        and m.first_day <= $4 and m.last_day >= $4
        and coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
      group by t.person order by t.person
      """;

  /** The home room's own teacher, or its only one. */
  private static final String OWN_TEACHER =
      """
      select case
        when count(distinct t.person) filter (where t.own) = 1 then min(t.person) filter (where t.own)
        when count(distinct t.person) = 1 then min(t.person) end as mentor
      from class_place p
      join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
      join class_place t on t.board = p.board and t.school = p.school and t.class = p.class
        and t.role = 'TEACHER'
      where p.board = $1 and p.school = $2 and p.person = $3 and p.role = 'PUPIL' and k.running
        and k.kind = 'HOMEROOM'
        and coalesce(p.first_day <= $4, true) and coalesce(p.last_day >= $4, true)
        and coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
      """;

  private static final String RUNNING =
      "select 1 from class_known where board = $1 and school = $2 and class = $3 and running";

  private static final String CHILDREN =
      """
      select pupil from guardianship
      where board = $1 and school = $2 and guardian = $3 and contact order by pupil
      """;

  @Inject Pool pool;

  /** A teacher, and by which classes. */
  public record Teacher(String staff, List<String> classes) {
    private static Teacher of(Row row) {
      return new Teacher(row.getString("person"), List.of(row.getArrayOfStrings("classes")));
    }
  }

  /**
   * Somebody's place in a class; days are null where it has none.
   *
   * @param own whether the roster calls the teacher the class's own
   */
  public record Place(
      String inClass,
      String title,
      String kind,
      List<String> subjects,
      LocalDate begin,
      LocalDate end,
      boolean own) {
    private static Place of(Row row) {
      return new Place(
          row.getString("class"),
          row.getString("title"),
          row.getString("kind"),
          List.of(row.getArrayOfStrings("subjects")),
          row.getLocalDate("first_day"),
          row.getLocalDate("last_day"),
          row.getBoolean("own"));
    }
  }

  public Uni<List<Place>> classesOfPupil(Board board, School school, String pupil, LocalDate day) {
    return ask(CLASSES, Tuple.of(board.id(), school.id(), pupil, "PUPIL", day), Place::of);
  }

  public Uni<List<Place>> classesOfTeacher(
      Board board, School school, String staff, LocalDate day) {
    return ask(CLASSES, Tuple.of(board.id(), school.id(), staff, "TEACHER", day), Place::of);
  }

  public Uni<List<String>> pupilsOfClass(
      Board board, School school, String inClass, LocalDate day) {
    return ask(
        PERSONS, Tuple.of(board.id(), school.id(), inClass, "PUPIL", day), Lookups::firstColumn);
  }

  public Uni<List<String>> staffOfClass(Board board, School school, String inClass, LocalDate day) {
    return ask(
        PERSONS, Tuple.of(board.id(), school.id(), inClass, "TEACHER", day), Lookups::firstColumn);
  }

  public Uni<List<Teacher>> teachersOfPupil(
      Board board, School school, String pupil, LocalDate day) {
    return ask(TEACHERS, Tuple.of(board.id(), school.id(), pupil, day), Teacher::of);
  }

  /** The own teacher of the pupil's home room; empty where it is not clear who that is. */
  public Uni<Optional<String>> ownTeacher(Board board, School school, String pupil, LocalDate day) {
    return ask(
            OWN_TEACHER,
            Tuple.of(board.id(), school.id(), pupil, day),
            row -> Optional.ofNullable(row.getString("mentor")))
        .map(List::getFirst);
  }

  public Uni<List<String>> pupilsOfTeacher(
      Board board, School school, String staff, LocalDate day) {
    return ask(TAUGHT, Tuple.of(board.id(), school.id(), staff, day), Lookups::firstColumn);
  }

  /** Who teaches the pupils of a class, in whatever class. */
  public Uni<List<Teacher>> teachersOfPupilsOf(
      Board board, School school, String inClass, LocalDate day) {
    return ask(TEACHERS_OF_PUPILS, Tuple.of(board.id(), school.id(), inClass, day), Teacher::of);
  }

  public Uni<Boolean> isClass(Board board, School school, String inClass) {
    return ask(RUNNING, Tuple.of(board.id(), school.id(), inClass), row -> true)
        .map(found -> !found.isEmpty());
  }

  /** The pupils of whom a guardian may be told. */
  public Uni<List<String>> pupilsOfGuardian(Board board, School school, String guardian) {
    return ask(CHILDREN, Tuple.of(board.id(), school.id(), guardian), Lookups::firstColumn);
  }

  private static String firstColumn(Row row) {
    return row.getString(0);
  }

  private <T> Uni<List<T>> ask(String query, Tuple values, Function<Row, T> read) {
    return pool.preparedQuery(query).execute(values).map(rows -> all(rows, read));
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
