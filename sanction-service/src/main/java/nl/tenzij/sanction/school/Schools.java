package nl.tenzij.sanction.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.Sector;

/** Asks what we know of schools from their service's events. */
@ApplicationScoped
public class Schools {

  private static final String PUPILS =
      """
      select pupil from pupil_known
      where board = $1 and school = $2 and present and pupil = any($3)
      """;

  private static final String EVER =
      "select pupil from pupil_known where board = $1 and school = $2 and pupil = any($3)";

  private static final String OF_AGE =
      "select of_age from family_known where board = $1 and school = $2 and pupil = $3";

  private static final String FORGOTTEN =
      """
      select named.pupil from unnest($2::text[]) as named (pupil)
      where is_forgotten($1, named.pupil)
      """;

  private static final String STRANGERS =
      """
      select named.staff from unnest($3::text[]) as named (staff)
      where not exists (
        select from staff_known k
        where k.board = $1 and k.school = $2 and k.present and k.staff = named.staff)
      """;

  private static final String GROUP =
      "select class, subjects from class_known where board = $1 and school = $2 and class = $3";

  private static final String SCHOOL =
      "select sector, %s as time_zone from school_known where board = $1 and school = $2"
          .formatted(SchoolZone.of("$1", "$2"));

  private static final String RULES =
      """
      select p.rules::text as rules, %s as time_zone
      from policy_known p
      where p.board = $1 and p.school = $2 and p.topic = 'PHONES' and p.valid_from <= $3
      order by p.valid_from desc, p.sequence desc, p.version desc
      limit 1
      """
          .formatted(SchoolZone.of("$1", "$2"));

  private static final String TEACHING =
      """
      select exists (
        select from teaching_known t
        where t.board = c.board and t.school = c.school and t.class = c.class and t.staff = $4
          and t.begins <= $5 and t.ends >= $5) as by_them
      from class_known c
      where c.board = $1 and c.school = $2 and c.class = $3 and c.present
      """;

  private static final String TEACHES =
      """
      select coalesce(k.mentor = $4, false) or exists (
        select from enrolment_known e
          join teaching_known t on t.board = $1 and t.school = $2 and t.class = e.class
            and t.staff = $4 and t.begins <= $5 and t.ends >= $5
        where e.board = $1 and e.school = $2 and e.pupil = k.pupil
          and e.begins <= $5 and e.ends >= $5) as taught
      from pupil_known k
      where k.board = $1 and k.school = $2 and k.present and k.pupil = $3
      """;

  private static final String TEACHES_ONE =
      """
      select exists (
        select from enrolment_known m
          join enrolment_known e on e.board = $1 and e.school = $2 and e.pupil = m.pupil
            and e.begins <= $5 and e.ends >= $5
          join teaching_known t on t.board = $1 and t.school = $2 and t.class = e.class
            and t.staff = $4 and t.begins <= $5 and t.ends >= $5
        where m.board = $1 and m.school = $2 and m.class = $3
          and m.begins <= $5 and m.ends >= $5) as taught
      """;

  private static final String CLASSES =
      classes(
          "e.pupil = any($4::text[])",
          "group by e.class having count(distinct e.pupil) = cardinality($4)");

  // By an array PostgreSQL would plan the statement anew each time, which takes longer than to
  // read; and mostly it is one.
  private static final String CLASSES_OF_ONE = classes("e.pupil = $4::text", "");

  private static String classes(String pupils, String all) {
    return """
      select c.class, c.subjects
      from class_known c
      where c.board = $1 and c.school = $2
        and c.class in (
          select t.class from teaching_known t
          where t.board = $1 and t.school = $2 and t.staff = $3
            and t.begins <= $5 and t.ends >= $5)
        and c.class in (
          select e.class from enrolment_known e
          where e.board = $1 and e.school = $2 and %s
            and e.begins <= $5 and e.ends >= $5 and coalesce(e.since <= $5, true)
          %s)
      order by cardinality(c.subjects) = 0
      limit 2
      """
        .formatted(pupils, all);
  }

  private final ObjectMapper json;

  public Schools(ObjectMapper json) {
    this.json = json;
  }

  /** What bounds and times go by at a school. */
  public record Profile(Sector sector, ZoneId zone) {}

  /** Those of the pupils that the school does not have. */
  public Uni<Set<String>> unknown(
      Board board, School school, Collection<String> pupils, SqlClient sql) {
    return sql.preparedQuery(PUPILS)
        .execute(Tuple.of(board.id(), school.id(), pupils.toArray(String[]::new)))
        .map(
            rows -> {
              Set<String> rest = new HashSet<>(pupils);
              rows.forEach(row -> rest.remove(row.getString("pupil")));
              return rest;
            });
  }

  /**
   * Those of the pupils that the school has or had, whenever that was, and who are not forgotten.
   */
  public Uni<Set<String>> hadEver(
      Board board, School school, Collection<String> pupils, SqlClient sql) {
    return pupils.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : sql.preparedQuery(EVER)
            .execute(Tuple.of(board.id(), school.id(), pupils.toArray(String[]::new)))
            .map(
                rows -> {
                  Set<String> had = new HashSet<>();
                  rows.forEach(row -> had.add(row.getString("pupil")));
                  return had;
                });
  }

  /** Whether the roster says that the pupil is of age. */
  public Uni<Boolean> ofAge(Board board, School school, String pupil, SqlClient sql) {
    return sql.preparedQuery(OF_AGE)
        .execute(Tuple.of(board.id(), school.id(), pupil))
        .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("of_age"));
  }

  /** Those of the pupils who are forgotten. */
  public Uni<Set<String>> forgotten(Board board, Collection<String> pupils, SqlClient sql) {
    return sql.preparedQuery(FORGOTTEN)
        .execute(Tuple.of(board.id(), pupils.toArray(String[]::new)))
        .map(
            rows -> {
              Set<String> forgotten = new HashSet<>();
              rows.forEach(row -> forgotten.add(row.getString("pupil")));
              return forgotten;
            });
  }

  /**
   * For who shows what is about a pupil: it is there for nobody once the pupil is forgotten.
   *
   * @return fails with {@link NotYours} then
   */
  public Uni<Void> notForgotten(Board board, String pupil, SqlClient sql) {
    return forgotten(board, List.of(pupil), sql)
        .invoke(
            forgotten -> {
              if (!forgotten.isEmpty()) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  /** Who teaches a class. */
  public enum Teaching {
    NO_SUCH_CLASS,
    BY_OTHERS,
    BY_THEM
  }

  /** Whether a member of staff teaches a class on a day. */
  public Uni<Teaching> teaching(
      Board board, School school, String group, String staff, LocalDate day, SqlClient sql) {
    return sql.preparedQuery(TEACHING)
        .execute(Tuple.of(board.id(), school.id(), group, staff, day))
        .map(rows -> first(rows).map(Schools::teaching).orElse(Teaching.NO_SUCH_CLASS));
  }

  private static Teaching teaching(Row row) {
    return row.getBoolean("by_them") ? Teaching.BY_THEM : Teaching.BY_OTHERS;
  }

  /** Whether a member of staff teaches or mentors a pupil on a day. */
  public Uni<Boolean> teaches(
      Board board, School school, String staff, String pupil, LocalDate day, SqlClient sql) {
    return sql.preparedQuery(TEACHES)
        .execute(Tuple.of(board.id(), school.id(), pupil, staff, day))
        .map(rows -> first(rows).map(row -> row.getBoolean("taught")).orElse(false));
  }

  /** Whether a member of staff teaches a pupil of a class on a day, in that class or another. */
  public Uni<Boolean> teachesOneOf(
      Board board, School school, String staff, String group, LocalDate day, SqlClient sql) {
    return sql.preparedQuery(TEACHES_ONE)
        .execute(Tuple.of(board.id(), school.id(), group, staff, day))
        .map(rows -> first(rows).map(row -> row.getBoolean("taught")).orElse(false));
  }

  /** A class that someone teaches. */
  public record Taught(String group, List<String> subjects) {

    public Taught {
      subjects = List.copyOf(subjects);
    }

    /** Empty where it has none, or several. */
    public Optional<String> subject() {
      return subjects.size() == 1 ? Optional.of(subjects.getFirst()) : Optional.empty();
    }
  }

  /**
   * In which class a member of staff has all of these pupils on a day; empty where there is none,
   * or more than one. One without a subject, a mentor's, is passed over for the only one that has
   * any.
   *
   * @param subject of the lesson, where somebody named it: for a class that does not have it none
   *     is passed over
   */
  public Uni<Optional<Taught>> inClassOf(
      Board board,
      School school,
      String staff,
      List<String> pupils,
      Optional<String> subject,
      LocalDate day,
      SqlClient sql) {
    boolean isOne = pupils.size() == 1;
    Tuple values = Tuple.of(board.id(), school.id(), staff);
    Tuple of =
        isOne
            ? values.addString(pupils.getFirst())
            : values.addArrayOfString(pupils.toArray(String[]::new));
    return sql.preparedQuery(isOne ? CLASSES_OF_ONE : CLASSES)
        .execute(of.addLocalDate(day))
        .map(
            rows ->
                one(
                    StreamSupport.stream(rows.spliterator(), false).map(Schools::taught).toList(),
                    subject));
  }

  /**
   * @param classes two at most, those with a subject first
   */
  private static Optional<Taught> one(List<Taught> classes, Optional<String> subject) {
    boolean isOne =
        switch (classes.size()) {
          case 0 -> false;
          case 1 -> true;
          default ->
              classes.getLast().subjects().isEmpty()
                  && !classes.getFirst().subjects().isEmpty()
                  && subject.map(classes.getFirst().subjects()::contains).orElse(true);
        };
    return isOne ? Optional.of(classes.getFirst()) : Optional.empty();
  }

  private static Taught taught(Row row) {
    return new Taught(row.getString("class"), List.of(row.getArrayOfStrings("subjects")));
  }

  /** A class of the school, whoever teaches it, also one that has ended. */
  public Uni<Optional<Taught>> group(Board board, School school, String group, SqlClient sql) {
    return sql.preparedQuery(GROUP)
        .execute(Tuple.of(board.id(), school.id(), group))
        .map(rows -> first(rows).map(Schools::taught));
  }

  /**
   * Those of the people whom the roster does not name as staff of the school, or not any more: what
   * is no pseudonym is perhaps a name, and must not come into the log.
   */
  public Uni<Set<String>> strangers(Board board, School school, Set<String> people, SqlClient sql) {
    return people.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : sql.preparedQuery(STRANGERS)
            .execute(Tuple.of(board.id(), school.id(), people.toArray(String[]::new)))
            .map(
                rows -> {
                  Set<String> strangers = new HashSet<>();
                  rows.forEach(row -> strangers.add(row.getString("staff")));
                  return strangers;
                });
  }

  /** Empty where school-service told nothing of the school yet. */
  public Uni<Optional<Profile>> profile(Board board, School school, SqlClient sql) {
    return sql.preparedQuery(SCHOOL)
        .execute(Tuple.of(board.id(), school.id()))
        .map(rows -> first(rows).map(Schools::profile));
  }

  /** The rules that bound the pupils at a moment; empty where no policy was in force. */
  public Uni<Optional<RulesInForce>> rules(
      Board board, School school, Instant moment, SqlClient sql) {
    return sql.preparedQuery(RULES)
        .execute(Tuple.of(board.id(), school.id(), moment.atOffset(ZoneOffset.UTC)))
        .map(rows -> first(rows).map(this::rules));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  private static Profile profile(Row row) {
    return new Profile(
        Sector.valueOf(row.getString("sector")), ZoneId.of(row.getString("time_zone")));
  }

  private RulesInForce rules(Row row) {
    try {
      return json.readValue(row.getString("rules"), PolicyInForce.class)
          .in(ZoneId.of(row.getString("time_zone")));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a policy was kept that can't be read", broken);
    }
  }
}
