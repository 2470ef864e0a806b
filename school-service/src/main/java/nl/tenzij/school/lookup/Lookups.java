package nl.tenzij.school.lookup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.calendar.SchoolDays;

/**
 * Who has to do with whom on a day, by ids. Of a day that has passed, what the roster tells no more
 * is looked at too.
 */
@ApplicationScoped
public class Lookups {

  /**
   * Asked with board, school and day first. As text {@code {places}} stands for the table, {@code
   * {running k}} for whether a class is one on the day, {@code {on p}} for whether a place is.
   *
   * @param now of today and what comes
   * @param then of a day that has passed
   */
  private record Question(String now, String then) {

    private static final String ALL =
        """
        (select board, school, role, person, class, first_day, last_day, own, told_on
          from class_place
          union all
          select board, school, role, person, class, first_day, last_day, own, told_on
          from class_place_ended)""";

    private static final String ON =
        "(coalesce(?.first_day <= $3, true) and coalesce(?.last_day >= $3, true))";

    /**
     * What came after something else without saying when, came when it was told. A first day says
     * when only if it is the place's own: after the class's, or after what there was before ended.
     * Places that were over by then, as of a year in which a class had the same id, tell nothing.
     */
    private static final String ON_THEN =
        ON
            + """
             and (?.told_on is null or ?.told_on <= $3
              or not exists (
                select from class_place_ended e
                where e.board = ?.board and e.school = ?.school and e.role = ?.role
                  and (e.role = 'PUPIL' and e.person = ?.person
                    or e.role = 'TEACHER' and e.class = ?.class)
                  and e.last_day < ?.told_on and coalesce(e.last_day >= ?.first_day, true))
              or exists (
                select from %s o
                where o.board = ?.board and o.school = ?.school and o.class = ?.class
                  and coalesce(o.first_day < ?.first_day, ?.first_day is not null)
                  and coalesce(o.last_day >= ?.first_day, true)))
            """
                .formatted(ALL);

    static Question of(String text) {
      return new Question(
          with(text, "class_place", "?.running", ON),
          with(text, ALL, "(?.running or ?.ended_on > $3)", ON_THEN));
    }

    private static String with(String text, String places, String running, String on) {
      String whole = text.replace("{places}", places);
      for (String alias : List.of("c", "k", "p", "t")) {
        whole =
            whole
                .replace("{running " + alias + "}", running.replace("?", alias))
                .replace("{on " + alias + "}", on.replace("?", alias));
      }
      return whole;
    }
  }

  private static final Question CLASSES =
      Question.of(
          """
          select k.class, k.title, k.kind, k.subjects, p.first_day, p.last_day, p.own
          from {places} p
          join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
          where p.board = $1 and p.school = $2 and p.person = $4 and p.role = $5
            and {running k} and {on p}
          order by k.class, p.first_day
          """);

  private static final Question PERSONS =
      Question.of(
          """
          select distinct p.person
          from {places} p
          join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
          where p.board = $1 and p.school = $2 and p.class = $4 and p.role = $5
            and {running k} and {on p}
          order by p.person
          """);

  private static final Question TEACHERS =
      Question.of(
          """
          select t.person, array_agg(distinct t.class order by t.class) as classes
          from {places} p
          join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
          join {places} t on t.board = p.board and t.school = p.school and t.class = p.class
            and t.role = 'TEACHER'
          where p.board = $1 and p.school = $2 and p.person = $4 and p.role = 'PUPIL'
            and {running k} and {on p} and {on t}
          group by t.person order by t.person
          """);

  private static final Question TAUGHT =
      Question.of(
          """
          select distinct p.person
          from {places} t
          join class_known k on k.board = t.board and k.school = t.school and k.class = t.class
          join {places} p on p.board = t.board and p.school = t.school and p.class = t.class
            and p.role = 'PUPIL'
          where t.board = $1 and t.school = $2 and t.person = $4 and t.role = 'TEACHER'
            and {running k} and {on t} and {on p}
          order by p.person
          """);

  /**
   * Of the classes that the class has pupils in common with, itself too, all teachers; a class that
   * ended has none. Nothing where that is not counted yet. Asked for by everything that shows
   * something to "their teachers": PostgreSQL plans it once, and goes once through the places of
   * those classes instead of once for each of them.
   */
  static final String TEACHERS_OF_PUPILS =
      """
      select t.person, t.class
      from class_place t
      where t.board = $1 and t.school = $2 and t.role = 'TEACHER' and t.class = any(array(
          select m.other from class_meeting m
          where m.board = $1 and m.school = $2 and m.class = $3 and m.pupils > 0
            and m.first_day <= $4 and m.last_day >= $4
            and not exists (select from class_meeting_due
              where board = $1 and school = $2 and class = $3)))
        and coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
      order by t.person, t.class
      """;

  /**
   * The same from the places themselves, which is right whether they are counted or not: what was
   * not counted a moment ago may be by now.
   */
  private static final String TEACHERS_OF_PUPILS_BY_PLACES =
      """
      select t.person, t.class
      from (
        select distinct b.class
        from class_place a
        join class_place b on b.board = $1 and b.school = $2 and b.person = a.person
          and b.role = 'PUPIL'
        where a.board = $1 and a.school = $2 and a.class = $3 and a.role = 'PUPIL'
          and coalesce(a.first_day <= $4, true) and coalesce(a.last_day >= $4, true)
          and coalesce(b.first_day <= $4, true) and coalesce(b.last_day >= $4, true)) m
      join class_place t on t.board = $1 and t.school = $2 and t.class = m.class and t.role = 'TEACHER'
      where coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
      order by t.person, t.class
      """;

  /** As above of a day that has passed, of which nothing is counted. */
  private static final Question TEACHERS_OF_PUPILS_THEN =
      Question.of(
          """
          select t.person, array_agg(distinct t.class order by t.class) as classes
          from {places} c
          join {places} p on p.board = c.board and p.school = c.school and p.person = c.person
            and p.role = 'PUPIL'
          join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
          join {places} t on t.board = p.board and t.school = p.school and t.class = p.class
            and t.role = 'TEACHER'
          where c.board = $1 and c.school = $2 and c.class = $4 and c.role = 'PUPIL'
            and {running k} and {on c} and {on p} and {on t}
          group by t.person order by t.person
          """);

  /** The home room's own teacher, or its only one. */
  private static final Question OWN_TEACHER =
      Question.of(
          """
          select case
            when count(distinct t.person) filter (where t.own) = 1
              then min(t.person) filter (where t.own)
            when count(distinct t.person) = 1 then min(t.person) end as mentor
          from {places} p
          join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
          join {places} t on t.board = p.board and t.school = p.school and t.class = p.class
            and t.role = 'TEACHER'
          where p.board = $1 and p.school = $2 and p.person = $4 and p.role = 'PUPIL'
            and k.kind = 'HOMEROOM' and {running k} and {on p} and {on t}
          """);

  private static final Question RUNNING =
      Question.of(
          """
          select 1 from class_known k
          where k.board = $1 and k.school = $2 and $3::date is not null and k.class = $4
            and {running k}
          """);

  private static final String EVER =
      """
      select k.class, k.title, k.kind, k.subjects, p.first_day, p.last_day, p.own
      from %s p
      join class_known k on k.board = p.board and k.school = p.school and k.class = p.class
      where p.board = $1 and p.school = $2 and p.person = $3 and p.role = 'PUPIL'
      order by p.first_day nulls first, k.class, p.last_day
      """
          .formatted(Question.ALL);

  private static final String CHILDREN =
      """
      select pupil from guardianship
      where board = $1 and school = $2 and guardian = $3 and contact order by pupil
      """;

  @Inject Pool pool;
  @Inject SchoolDays days;
  @Inject KeptTeachers kept;

  /** A teacher, and by which classes. */
  public record Teacher(String staff, List<String> classes) {
    private static Teacher of(Row row) {
      return new Teacher(row.getString("person"), List.of(row.getArrayOfStrings("classes")));
    }

    /**
     * From a row for each teacher and class, in that order; several where there are several places.
     */
    private static List<Teacher> all(RowSet<Row> rows) {
      List<Teacher> all = new ArrayList<>();
      String last = null;
      for (Row row : rows) {
        String staff = row.getString(0);
        String inClass = row.getString(1);
        if (!staff.equals(last)) {
          all.add(new Teacher(staff, new ArrayList<>()));
          last = staff;
        }
        List<String> classes = all.getLast().classes();
        if (classes.isEmpty() || !classes.getLast().equals(inClass)) {
          classes.add(inClass);
        }
      }
      return all;
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
    return ask(CLASSES, asked(board, school, day, pupil).addString("PUPIL"), Place::of);
  }

  /** All that is kept of a pupil's places, also of those that have ended. */
  public Uni<List<Place>> placesOfPupil(Board board, School school, String pupil) {
    return ask(EVER, Tuple.of(board.id(), school.id(), pupil), Place::of);
  }

  public Uni<List<Place>> classesOfTeacher(
      Board board, School school, String staff, LocalDate day) {
    return ask(CLASSES, asked(board, school, day, staff).addString("TEACHER"), Place::of);
  }

  public Uni<List<String>> pupilsOfClass(
      Board board, School school, String inClass, LocalDate day) {
    return ask(
        PERSONS, asked(board, school, day, inClass).addString("PUPIL"), Lookups::firstColumn);
  }

  public Uni<List<String>> staffOfClass(Board board, School school, String inClass, LocalDate day) {
    return ask(
        PERSONS, asked(board, school, day, inClass).addString("TEACHER"), Lookups::firstColumn);
  }

  public Uni<List<Teacher>> teachersOfPupil(
      Board board, School school, String pupil, LocalDate day) {
    return ask(TEACHERS, asked(board, school, day, pupil), Teacher::of);
  }

  /** The own teacher of the pupil's home room; empty where it is not clear who that is. */
  public Uni<Optional<String>> ownTeacher(Board board, School school, String pupil, LocalDate day) {
    return ask(
            OWN_TEACHER,
            asked(board, school, day, pupil),
            row -> Optional.ofNullable(row.getString("mentor")))
        .map(List::getFirst);
  }

  public Uni<List<String>> pupilsOfTeacher(
      Board board, School school, String staff, LocalDate day) {
    return ask(TAUGHT, asked(board, school, day, staff), Lookups::firstColumn);
  }

  /**
   * Who teaches the pupils of a class, in whatever class.
   *
   * @param latest whether all counts that was committed before this; else a change of today's
   *     places shows half a second later at most
   */
  public Uni<List<Teacher>> teachersOfPupilsOf(
      Board board, School school, String inClass, LocalDate day, boolean latest) {
    Tuple ofClass = Tuple.of(board.id(), school.id(), inClass, day);
    return hasPassed(board, school, day)
        .chain(
            passed -> {
              if (passed) {
                return ask(
                    TEACHERS_OF_PUPILS_THEN, asked(board, school, day, inClass), Teacher::of);
              }
              return latest
                  ? teachersNow(ofClass)
                  : kept.teachers(board, school, inClass, day, () -> teachersNow(ofClass));
            });
  }

  private Uni<List<Teacher>> teachersNow(Tuple ofClass) {
    return pool.preparedQuery(TEACHERS_OF_PUPILS)
        .execute(ofClass)
        .chain(
            counted ->
                counted.size() == 0
                    ? pool.preparedQuery(TEACHERS_OF_PUPILS_BY_PLACES).execute(ofClass)
                    : Uni.createFrom().item(counted))
        .map(Teacher::all);
  }

  public Uni<Boolean> isClass(Board board, School school, String inClass, LocalDate day) {
    return ask(RUNNING, asked(board, school, day, inClass), row -> true)
        .map(found -> !found.isEmpty());
  }

  /** The pupils of whom a guardian may be told. */
  public Uni<List<String>> pupilsOfGuardian(Board board, School school, String guardian) {
    return ask(CHILDREN, Tuple.of(board.id(), school.id(), guardian), Lookups::firstColumn);
  }

  private static String firstColumn(Row row) {
    return row.getString(0);
  }

  private static Tuple asked(Board board, School school, LocalDate day, String whom) {
    return Tuple.of(board.id(), school.id(), day, whom);
  }

  /** Where it is today still, who came or went since then counts at once. */
  private Uni<Boolean> hasPassed(Board board, School school, LocalDate day) {
    return days.today(board, school).map(day::isBefore);
  }

  private <T> Uni<List<T>> ask(Question question, Tuple values, Function<Row, T> read) {
    return hasPassed(
            new Board(values.getString(0)), new School(values.getString(1)), values.getLocalDate(2))
        .chain(passed -> ask(passed ? question.then() : question.now(), values, read));
  }

  private <T> Uni<List<T>> ask(String query, Tuple values, Function<Row, T> read) {
    return pool.preparedQuery(query).execute(values).map(rows -> all(rows, read));
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
