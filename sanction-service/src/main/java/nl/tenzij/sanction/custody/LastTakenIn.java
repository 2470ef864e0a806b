package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * When pupils last had something taken in. Asked for when a list is read: noted with each earlier
 * device it would be written anew at each hand-in, in all that nobody ever entered as returned.
 */
@ApplicationScoped
public class LastTakenIn {

  private static final String LAST =
      """
      select p.pupil, l.handed_in_at
      from unnest($3::text[]) p (pupil)
      cross join lateral (
        select v.handed_in_at from custody_view v
        where v.board = $1 and v.school = $2 and v.pupil = p.pupil
        order by v.position desc limit 1) l
      """;

  private final Pool pool;

  public LastTakenIn(Pool pool) {
    this.pool = pool;
  }

  /** Of the pupils of the rows that are open. */
  public Uni<Map<String, Instant>> of(Board board, School school, List<CustodyRow> rows) {
    String[] pupils =
        rows.stream()
            .filter(row -> row.status.isOpen())
            .map(row -> row.pupil)
            .distinct()
            .toArray(String[]::new);
    return pupils.length == 0
        ? Uni.createFrom().item(Map.of())
        : pool.preparedQuery(LAST)
            .execute(Tuple.of(board.id(), school.id(), pupils))
            .map(
                found -> {
                  Map<String, Instant> last = new HashMap<>();
                  found.forEach(
                      row ->
                          last.put(
                              row.getString("pupil"),
                              row.getOffsetDateTime("handed_in_at").toInstant()));
                  return last;
                });
  }
}
