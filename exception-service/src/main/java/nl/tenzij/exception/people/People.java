package nl.tenzij.exception.people;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;

/** Who asks, and to which pupils they belong, by what school-service told. */
@RequestScoped
public class People {

  private static final String OWN =
      """
      select p.pupil,
        $3 and $4 = any(p.guardians) as guarded,
        $5 and exists (
          select from class_known c
          where c.board = p.board and c.school = p.school
            and c.class = any(p.classes) and $4 = any(c.teachers)) as mentored,
        $6 and p.pupil = $4 as same
      from pupil_known p
      where p.board = $1 and p.school = $2 and p.present
      """;

  private static final String BELONGING =
      "select * from (" + OWN + ") belonging where guarded or mentored or same";

  private static final String PRESENT =
      """
      select from pupil_known where board = $1 and school = $2 and pupil = $3 and present
      """;

  private Caller caller;
  private Pool pool;

  protected People() {}

  @Inject
  public People(Caller caller, Pool pool) {
    this.caller = caller;
    this.pool = pool;
  }

  public Board board() {
    return caller.board();
  }

  /** Lets in who may ask for an exemption at the school. */
  public School askingAt(String school) {
    return caller.at(school, "guardian", "care-coordinator", "mentor");
  }

  /** Lets in who may see exemptions at the school. */
  public School seeingAt(String school) {
    return caller.at(
        school, "care-coordinator", "guardian", "mentor", "core-team", "pupil", "head");
  }

  public String person() {
    return caller.actor();
  }

  public Uni<Reach> reach(School school) {
    Set<String> roles = caller.roles(school);
    Tuple asked =
        Tuple.tuple()
            .addString(board().id())
            .addString(school.id())
            .addBoolean(roles.contains("guardian"))
            .addString(person())
            .addBoolean(roles.contains("mentor"))
            .addBoolean(roles.contains("pupil"));
    return pool.preparedQuery(BELONGING)
        .execute(asked)
        .map(
            rows ->
                new Reach(
                    person(),
                    roles.contains("care-coordinator"),
                    roles.contains("head"),
                    own(rows)));
  }

  /** Whether the school has the pupil. */
  public Uni<Boolean> present(School school, String pupil) {
    return pool.preparedQuery(PRESENT)
        .execute(Tuple.of(board().id(), school.id(), pupil))
        .map(rows -> rows.size() > 0);
  }

  private static Map<String, Optional<Asker.Capacity>> own(RowSet<Row> rows) {
    Map<String, Optional<Asker.Capacity>> own = new HashMap<>();
    rows.forEach(row -> own.put(row.getString("pupil"), capacity(row)));
    return own;
  }

  private static Optional<Asker.Capacity> capacity(Row row) {
    if (row.getBoolean("guarded")) {
      return Optional.of(Asker.Capacity.GUARDIAN);
    }
    return row.getBoolean("mentored") ? Optional.of(Asker.Capacity.MENTOR) : Optional.empty();
  }
}
