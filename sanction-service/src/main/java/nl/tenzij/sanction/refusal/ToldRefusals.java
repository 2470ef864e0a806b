package nl.tenzij.sanction.refusal;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Category;
import org.jboss.logging.Logger;

/**
 * To whom it was told of a pupil, whom they don't teach, that an incident was refused: the pupil's
 * use was allowed, or there was no ban. Who asks about many so is seen. It goes with the pupil,
 * with whom it was told, and by itself once it is old.
 */
@ApplicationScoped
public class ToldRefusals {

  private static final String NOTE =
      """
      insert into told_refusal (board, school, pupil, category, told_to, told_at)
      select $1::text, $2::text, pupil, $4::text, $5::text, $6::timestamptz
      from unnest($3::text[]) as about (pupil)
      where not is_forgotten_by_now($1, pupil) and not is_forgotten_by_now($1, $5)
      """;

  private static final String TOLD =
      """
      select number, pupil, category, told_to, told_at from told_refusal
      where board = $1 and school = $2 and told_at >= $3 and number < $4
        and pupil <> all($6::text[])
      order by number desc limit $5
      """;

  private static final String SWEEP = "delete from told_refusal where told_at < $1";

  private static final Logger LOG = Logger.getLogger(ToldRefusals.class);

  private final Pool pool;
  private final Clock clock;
  private final RefusalConfig config;

  public ToldRefusals(Pool pool, Clock clock, RefusalConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.config = config;
  }

  /**
   * What somebody learns.
   *
   * @param pupils whom they don't teach; nothing is noted where there are none
   * @param category of what they meant to record
   */
  public record About(
      Board board, School school, List<String> pupils, Category category, String to) {}

  /**
   * That somebody learned it.
   *
   * @param number newer ones have a higher one
   */
  public record Told(long number, Instant at, String to, String pupil, Category category) {
    private static Told of(Row row) {
      return new Told(
          row.getLong("number"),
          row.getOffsetDateTime("told_at").toInstant(),
          row.getString("told_to"),
          row.getString("pupil"),
          Category.valueOf(row.getString("category")));
    }
  }

  public Uni<Void> note(About about) {
    if (about.pupils().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(NOTE)
        .execute(
            Tuple.tuple()
                .addString(about.board().id())
                .addString(about.school().id())
                .addArrayOfString(about.pupils().toArray(String[]::new))
                .addString(about.category().name())
                .addString(about.to())
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /**
   * Newest first.
   *
   * @param but pupils of whom there are none in it
   * @param before the number that all of them come before
   */
  public Uni<List<Told>> at(Board board, School school, Set<String> but, long before, int most) {
    return pool.preparedQuery(TOLD)
        .execute(
            Tuple.of(board.id(), school.id(), oldest(), before, most)
                .addArrayOfString(but.toArray(String[]::new)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Told::of).toList());
  }

  /** Of all boards, also where nothing new is refused. */
  @Scheduled(every = "${tenzij.refusals.sweep:1h}", concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> sweep() {
    return pool.preparedQuery(SWEEP)
        .execute(Tuple.of(oldest()))
        .invoke(rows -> report(rows.rowCount()))
        .replaceWithVoid();
  }

  private static void report(int removed) {
    if (removed > 0) {
      LOG.infof("%d notes of refusals that were told are old and were removed", removed);
    }
  }

  private OffsetDateTime oldest() {
    return clock.instant().minus(config.kept()).atOffset(ZoneOffset.UTC);
  }
}
