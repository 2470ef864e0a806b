package nl.tenzij.exception.people;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.exception.rules.SchoolZone;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Invalid;

/** Who asks, and to which pupils they belong, by what school-service told. */
@RequestScoped
public class People {

  /**
   * Of several ties the first counts, and none of the school's for who is a parent. Whose child a
   * pupil is stays so when the pupil leaves.
   */
  private static final String OWN =
      """
      select p.pupil,
        $4 = any(p.parents) as child,
        case
          when not p.present then null
          when $3 and $4 = any(p.guardians) then 'GUARDIAN'
          when $6 and p.pupil = $4 then case when p.of_age then 'SELF_OF_AGE' else 'SELF' end
          when $3 and $4 = any(p.without_custody) then 'PARENT_WITHOUT_CUSTODY'
          when $4 = any(p.parents) then null
          when $5 and p.mentor = $4 then 'MENTOR'
          when $5 and p.mentor is null and %s then 'POSSIBLE_MENTOR'
        end as tie
      from pupil_known p
      where p.board = $1 and p.school = $2
      """
          .formatted(Days.teaches("$4", "$7"));

  private static final String BELONGING =
      "select * from (" + OWN + ") belonging where tie is not null or child";

  private static final String PARENTS =
      """
      select p.parents from pupil_known p
      where p.board = $1 and p.school = $2 and p.pupil = $3
      """;

  private static final String PRESENT =
      """
      select from pupil_known where board = $1 and school = $2 and pupil = $3 and present
      """;

  private static final String OF_AGE =
      """
      select from pupil_known where board = $1 and school = $2 and pupil = $3 and of_age
      """;

  // The day on which the roster first said so counts in whole: it is not before the birthday.
  private static final String OF_AGE_ON =
      """
      select from pupil_known
      where board = $1 and school = $2 and pupil = $3 and of_age
        and (of_age_since at time zone %s)::date <= $4
      """
          .formatted(SchoolZone.of("$1", "$2"));

  private static final String WORKS =
      """
      select from staff_known where board = $1 and school = $2 and staff = $3 and present
      """;

  /** Those who are none of the school's. */
  private static final String STAFF =
      """
      select who from unnest($3::text[]) who
      where not exists (
        select from staff_known
        where board = $1 and school = $2 and staff = who and present)
      """;

  private static final String TAUGHT =
      """
      select from pupil_known p
      where p.board = $1 and p.school = $2 and p.pupil = $3 and p.present
        and (p.mentor = $4 or %s)
      """
          .formatted(Days.teaches("$4", "$5"));

  /** Which role at the school lets somebody sit on a core team, and as what. */
  private static final Map<CoreTeam.Role, String> SEATS =
      Map.of(
          CoreTeam.Role.MENTOR, "mentor",
          CoreTeam.Role.CARE_COORDINATOR, "care-coordinator",
          CoreTeam.Role.EXPERT, "core-team");

  private Caller caller;
  private Pool pool;
  private SchoolRules rules;

  protected People() {}

  @Inject
  public People(Caller caller, Pool pool, SchoolRules rules) {
    this.caller = caller;
    this.pool = pool;
    this.rules = rules;
  }

  public Board board() {
    return caller.board();
  }

  /** The school of the path, where the operation is for the caller. */
  public School at(String school) {
    return caller.at(school);
  }

  public String person() {
    return caller.actor();
  }

  /** In which role the caller acts. */
  public String role() {
    return caller.role();
  }

  public boolean has(School school, String role) {
    return caller.roles(school).contains(role);
  }

  /** As what the caller may sit on a core team. */
  public Set<CoreTeam.Role> seats(School school) {
    return seats(caller.roles(school));
  }

  private static Set<CoreTeam.Role> seats(Set<String> roles) {
    return SEATS.entrySet().stream()
        .filter(seat -> roles.contains(seat.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  public Uni<Reach> reach(School school) {
    return rules.date(board(), school).chain(today -> reach(school, today));
  }

  private Uni<Reach> reach(School school, LocalDate today) {
    Set<String> roles = caller.roles(school);
    Tuple asked =
        Tuple.tuple()
            .addString(board().id())
            .addString(school.id())
            .addBoolean(roles.contains("guardian"))
            .addString(person())
            .addBoolean(roles.contains("mentor"))
            .addBoolean(roles.contains("pupil"))
            .addLocalDate(today);
    return pool.preparedQuery(BELONGING)
        .execute(asked)
        .map(
            rows ->
                new Reach(
                    person(),
                    roles.contains("care-coordinator"),
                    roles.contains("head"),
                    seats(roles),
                    own(rows),
                    children(rows)));
  }

  /** Those of whom the pupil is a child by the roster, whether or not they may know of it. */
  public Uni<Set<String>> parents(School school, String pupil) {
    return pool.preparedQuery(PARENTS)
        .execute(Tuple.of(board().id(), school.id(), pupil))
        .map(
            rows ->
                rows.size() == 0
                    ? Set.<String>of()
                    : Set.copyOf(List.of(rows.iterator().next().getArrayOfStrings("parents"))));
  }

  /** Whether the school has the pupil. */
  public Uni<Boolean> present(School school, String pupil) {
    return pool.preparedQuery(PRESENT)
        .execute(Tuple.of(board().id(), school.id(), pupil))
        .map(rows -> rows.size() > 0);
  }

  /** Whether the roster says that the pupil is of age. */
  public Uni<Boolean> ofAge(School school, String pupil) {
    return pool.preparedQuery(OF_AGE)
        .execute(Tuple.of(board().id(), school.id(), pupil))
        .map(rows -> rows.size() > 0);
  }

  /**
   * Whether the pupil was of age on a day, by what the roster says now: for a talk that was held
   * then.
   */
  public Uni<Boolean> ofAgeOn(School school, String pupil, LocalDate day) {
    return pool.preparedQuery(OF_AGE_ON)
        .execute(Tuple.of(board().id(), school.id(), pupil, day))
        .map(rows -> rows.size() > 0);
  }

  /**
   * Whom a teacher is told to ask works at the school, or is the caller: a name that nobody has
   * would go to all who teach the pupil.
   *
   * @param field where the request has it
   */
  public Uni<Void> contact(School school, String person, String field) {
    if (person.equals(person())) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(WORKS)
        .execute(Tuple.of(board().id(), school.id(), person))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw new Invalid(field, "unknown", "A member of the school's staff.");
              }
            })
        .replaceWithVoid();
  }

  /**
   * Who weighs a request works at the school.
   *
   * @param field where the request has them
   */
  public Uni<Void> staff(School school, List<String> persons, String field) {
    return pool.preparedQuery(STAFF)
        .execute(
            Tuple.of(board().id(), school.id()).addArrayOfString(persons.toArray(String[]::new)))
        .invoke(
            rows -> {
              if (rows.size() > 0) {
                throw new Invalid(field, "unknown", "Members of the school's staff.");
              }
            })
        .replaceWithVoid();
  }

  /** Whether the caller teaches the pupil today, or is the pupil's mentor. */
  public Uni<Boolean> teaches(School school, String pupil) {
    return rules
        .date(board(), school)
        .chain(
            today ->
                pool.preparedQuery(TAUGHT)
                    .execute(Tuple.of(board().id(), school.id(), pupil, person(), today)))
        .map(rows -> rows.size() > 0);
  }

  private static Map<String, Tie> own(RowSet<Row> rows) {
    Map<String, Tie> own = new HashMap<>();
    rows.forEach(
        row -> {
          if (row.getString("tie") != null) {
            own.put(row.getString("pupil"), Tie.valueOf(row.getString("tie")));
          }
        });
    return own;
  }

  private static Set<String> children(RowSet<Row> rows) {
    Set<String> children = new HashSet<>();
    rows.forEach(
        row -> {
          if (Boolean.TRUE.equals(row.getBoolean("child"))) {
            children.add(row.getString("pupil"));
          }
        });
    return children;
  }
}
