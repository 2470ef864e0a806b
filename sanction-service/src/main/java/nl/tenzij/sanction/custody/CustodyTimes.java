package nl.tenzij.sanction.custody;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.custody.CustodyCommand.LookAtTime;

/** Tells when a device should go back, and when it has been kept too long. */
@ApplicationScoped
public class CustodyTimes {

  private static final String DUE =
      """
      select board, school, custody from custody_view
      where look_at <= $1 order by look_at limit $2
      """;

  private final Pool pool;
  private final Clock clock;
  private final Looking looking;
  private final CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies;

  public CustodyTimes(
      Pool pool,
      Clock clock,
      Looking looking,
      CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies) {
    this.pool = pool;
    this.clock = clock;
    this.looking = looking;
    this.custodies = custodies;
  }

  @Scheduled(every = "${tenzij.calendar.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    Instant now = clock.instant();
    return looking.through(
        "custody",
        pool.preparedQuery(DUE).execute(Tuple.of(now.atOffset(ZoneOffset.UTC), Looking.AT_ONCE)),
        row -> custodies.handle(stream(row), new LookAtTime(now), Looking.meta("custody-times")));
  }

  private static StreamId stream(Row row) {
    return Custodies.stream(
        new Board(row.getString("board")),
        new School(row.getString("school")),
        row.getUUID("custody"));
  }
}
