package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.school.SchoolBook;

/** Whose device was handed in. */
@ApplicationScoped
public class HandedIn {

  private static final String ON =
      """
      select distinct pupil from custody_view
      where board = $1 and school = $2 and pupil = any($3) and device = $4
        and handed_in_at >= $5 and handed_in_at < $6
      """;

  private final Pool pool;

  public HandedIn(Pool pool) {
    this.pool = pool;
  }

  /**
   * Those of the pupils who handed in such a device earlier on the day of a moment. What is taken
   * from a pupil once it is seen was not handed in before.
   */
  public Uni<Set<String>> on(
      Board board,
      School school,
      Collection<String> pupils,
      Device device,
      Instant at,
      SchoolBook book) {
    return pool.preparedQuery(ON)
        .execute(
            Tuple.tuple()
                .addString(board.id())
                .addString(school.id())
                .addArrayOfString(pupils.toArray(String[]::new))
                .addString(device.name())
                .addOffsetDateTime(book.midnightBefore(at).atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              Set<String> handedIn = new HashSet<>();
              rows.forEach(row -> handedIn.add(row.getString("pupil")));
              return handedIn;
            });
  }
}
