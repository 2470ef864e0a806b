package nl.tenzij.sanction.sanction;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.SanctionCommand.BeginSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.CompleteSanction;
import nl.tenzij.sanction.school.SchoolZone;

/**
 * Begins and ends what takes time, by the days of each school. A verdict does not wait for it: that
 * goes by the days themselves.
 */
@ApplicationScoped
public class SanctionDays {

  // $1 is now. What begins in a time zone ahead of ours begins a day before our date.
  private static final String TO_BEGIN =
      """
      select board, school, sanction, today from (
        select o.board, o.school, o.sanction, o.from_day,
          ($1::timestamptz at time zone %s)::date as today
        from sanction_overview o
        where o.from_day is not null and o.status in ('IMPOSED', 'CONFIRMED', 'AMENDED')
          and o.from_day <= ($1::timestamptz at time zone 'UTC')::date + 1) o
      where from_day <= today order by from_day limit $2
      """
          .formatted(SchoolZone.of("o.board", "o.school"));

  private static final String TO_END =
      """
      select board, school, sanction, until_day from (
        select o.board, o.school, o.sanction, o.until_day,
          ($1::timestamptz at time zone %s)::date as today
        from sanction_overview o
        where o.status = 'RUNNING'
          and o.until_day <= ($1::timestamptz at time zone 'UTC')::date) o
      where until_day < today order by until_day limit $2
      """
          .formatted(SchoolZone.of("o.board", "o.school"));

  private final Pool pool;
  private final Clock clock;
  private final Looking looking;
  private final CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  public SanctionDays(
      Pool pool,
      Clock clock,
      Looking looking,
      CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions) {
    this.pool = pool;
    this.clock = clock;
    this.looking = looking;
    this.sanctions = sanctions;
  }

  @Scheduled(every = "${tenzij.calendar.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    Tuple now = Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), Looking.AT_ONCE);
    return looking
        .through("sanctions to begin", pool.preparedQuery(TO_BEGIN).execute(now), this::begin)
        .chain(
            () ->
                looking.through(
                    "sanctions to end", pool.preparedQuery(TO_END).execute(now), this::end));
  }

  private Uni<Outcome<Sanction>> begin(Row row) {
    return handle(row, new BeginSanction(row.getLocalDate("today")));
  }

  private Uni<Outcome<Sanction>> end(Row row) {
    return handle(row, new CompleteSanction(row.getLocalDate("until_day")));
  }

  private Uni<Outcome<Sanction>> handle(Row row, SanctionCommand command) {
    StreamId stream =
        Sanctions.stream(
            new Board(row.getString("board")),
            new School(row.getString("school")),
            row.getUUID("sanction"));
    return sanctions.handle(stream, command, Looking.meta("sanction-days"));
  }
}
