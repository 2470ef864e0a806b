package nl.tenzij.sanction.family;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Asks whose child a pupil is, by what school-service told. */
@ApplicationScoped
public class Families {

  private static final String CHILDREN =
      "select pupil from parent_known where board = $1 and school = $2 and parent = $3";

  // Whoever may be told may ask, a parent without custody too (BW 1:377c), until the pupil is of
  // age and asks in person.
  private static final String MAY_ASK =
      """
      select from parent_known f
        join family_known t on t.board = f.board and t.school = f.school and t.pupil = f.pupil
        join pupil_known k on k.board = f.board and k.school = f.school and k.pupil = f.pupil
      where f.board = $1 and f.school = $2 and f.pupil = $3 and f.parent = $4
        and f.contact and k.present and not t.of_age
      """;

  private final Pool pool;

  public Families(Pool pool) {
    this.pool = pool;
  }

  /**
   * Pupils of whom somebody is a parent by the roster: with custody or without, and also where the
   * parent may not be told of them or they have left.
   */
  public Uni<Set<String>> children(Board board, School school, String person) {
    return pool.preparedQuery(CHILDREN)
        .execute(Tuple.of(board.id(), school.id(), person))
        .map(
            rows -> {
              Set<String> children = new HashSet<>();
              rows.forEach(row -> children.add(row.getString("pupil")));
              return children;
            });
  }

  /** Whether what was decided on a pupil is told to somebody as a parent who asks for it. */
  public Uni<Boolean> mayAsk(Board board, School school, String pupil, String person) {
    return pool.preparedQuery(MAY_ASK)
        .execute(Tuple.of(board.id(), school.id(), pupil, person))
        .map(rows -> rows.size() > 0);
  }
}
