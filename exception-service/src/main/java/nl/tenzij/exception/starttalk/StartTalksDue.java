package nl.tenzij.exception.starttalk;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.exception.rules.SchoolZone;
import nl.tenzij.exception.statistics.SchoolYear;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * With whom it is still to be talked over this school year whether a device is needed: who has a
 * support plan, and neither a start talk nor a request of this year, nor an exemption that goes on.
 */
@ApplicationScoped
public class StartTalksDue {

  private static final String DUE =
      """
      select p.pupil, p.mentor from pupil_known p
      where p.board = $1 and p.school = $2 and p.present and p.support_plan and p.pupil > $3
        and not $6 = any(p.parents)
        and not exists (
          select from start_talk t
          where t.board = p.board and t.school = p.school and t.pupil = p.pupil
            and t.held_on >= $4::date)
        and not exists (
          select from exemption_overview o
          where o.board = p.board and o.school = p.school and o.pupil = p.pupil
            and (o.status not in ('REFUSED', 'WITHDRAWN', 'ENDED') or o.requested_at >= $4::date::timestamp at time zone ZONE))
      order by p.pupil limit $5
      """
          .replace("ZONE", SchoolZone.of("$1", "$2"));

  private final Pool pool;

  public StartTalksDue(Pool pool) {
    this.pool = pool;
  }

  /**
   * A pupil to talk with.
   *
   * @param mentor who is to hold it; null where the roster names none
   */
  public record ToHold(String pupil, String mentor) {

    private static ToHold of(Row row) {
      return new ToHold(row.getString("pupil"), row.getString("mentor"));
    }
  }

  /**
   * What a page is of.
   *
   * @param person who asks: own children are none of it
   * @param after the pupil that all of them come after
   */
  public record Wanted(Board board, School school, String person, String after, int most) {}

  /** By their ids. */
  public Uni<List<ToHold>> page(Wanted wanted, LocalDate today) {
    LocalDate since = SchoolYear.of(today).from();
    Tuple asked =
        Tuple.tuple()
            .addString(wanted.board().id())
            .addString(wanted.school().id())
            .addString(wanted.after())
            .addLocalDate(since)
            .addInteger(wanted.most())
            .addString(wanted.person());
    return pool.preparedQuery(DUE)
        .execute(asked)
        .map(
            rows -> {
              List<ToHold> found = new ArrayList<>();
              rows.forEach(row -> found.add(ToHold.of(row)));
              return found;
            });
  }
}
