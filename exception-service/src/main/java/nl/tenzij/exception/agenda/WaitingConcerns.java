package nl.tenzij.exception.agenda;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.concern.Concern;
import nl.tenzij.exception.concern.ConcernCommand;
import nl.tenzij.exception.concern.ConcernCommand.RemindOfUptake;
import nl.tenzij.exception.concern.ConcernEvent;
import nl.tenzij.exception.concern.Concerns;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.exception.rules.SchoolZone;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.jboss.logging.Logger;

/**
 * Looks for concerns that nobody takes up, as {@link Agenda} looks for requests that wait: by each
 * school's own date. A concern decides for itself whether it still waits.
 */
@ApplicationScoped
public class WaitingConcerns {

  private static final Logger LOG = Logger.getLogger(WaitingConcerns.class);

  private static final int PAGE = 200;

  /**
   * Of a pupil who has left it is not said any more; the list shows it. The head is not told sooner
   * after care than they are apart, however long it has waited by then: as at an upgrade.
   */
  private static final String WAITS =
      """
      select found.*, reminded + 1 as next from (
        select c.concern, c.board, c.school, c.reminded, c.reported_at, there.zone,
          (c.reported_at at time zone there.zone)::date as since,
          case
            when (c.reported_at at time zone there.zone)::date + $5::text::interval
                <= ($1::timestamptz at time zone there.zone)::date then 2
            when (c.reported_at at time zone there.zone)::date + $4::text::interval
                <= ($1::timestamptz at time zone there.zone)::date then 1
            else 0
          end as times
        from concern_overview c
          cross join lateral (select ZONE as zone) there
        where c.status = 'REPORTED' and exists (
          select from pupil_known p
          where p.board = c.board and p.school = c.school and p.pupil = c.pupil and p.present)) found
      where times > reminded and (reported_at, concern) > ($2, $3)
        and (reminded = 0 or not exists (
          select from event e
          where e.board = found.board and e.stream = 'concern/' || found.concern
            and e.type like 'concern.uptake-reminded.v%'
            and (e.recorded_at at time zone zone)::date + ($5::text::interval - $4::text::interval)
              > ($1::timestamptz at time zone zone)::date))
      order by reported_at, concern limit $6
      """
          .replace("ZONE", SchoolZone.of("c.board", "c.school"));

  private final Pool pool;
  private final Clock clock;
  private final ExemptionConfig config;
  private final CommandHandler<ConcernCommand, Concern, ConcernEvent> concerns;

  /** The last one of the page before. */
  private record After(OffsetDateTime reported, UUID concern) {

    static final After NOTHING =
        new After(OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), new UUID(0, 0));

    static After of(Row row) {
      return new After(row.getOffsetDateTime("reported_at"), row.getUUID("concern"));
    }
  }

  public WaitingConcerns(
      Pool pool,
      Clock clock,
      ExemptionConfig config,
      CommandHandler<ConcernCommand, Concern, ConcernEvent> concerns) {
    this.pool = pool;
    this.clock = clock;
    this.config = config;
    this.concerns = concerns;
  }

  @Scheduled(
      every = "${tenzij.exemptions.look-for-leavers:1m}",
      concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> look() {
    return through(After.NOTHING);
  }

  private Uni<Void> through(After after) {
    return page(after)
        .call(this::each)
        .chain(
            rows ->
                rows.size() < PAGE
                    ? Uni.createFrom().voidItem()
                    : through(After.of(rows.getLast())));
  }

  private Uni<List<Row>> page(After after) {
    Tuple asked =
        Tuple.of(
            clock.instant().atOffset(ZoneOffset.UTC),
            after.reported(),
            after.concern(),
            config.concernsTakenUpWithin().toString(),
            config.concernsWithoutAnybodyFor().toString(),
            PAGE);
    return pool.preparedQuery(WAITS)
        .execute(asked)
        .map(
            rows -> {
              List<Row> found = new ArrayList<>();
              rows.forEach(found::add);
              return found;
            });
  }

  private Uni<?> each(List<Row> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(this::remind)
        .collect()
        .last();
  }

  /** One that fails is looked at again, and holds no other up. */
  private Uni<Void> remind(Row row) {
    StreamId stream =
        Concerns.stream(
            new Board(row.getString("board")),
            new School(row.getString("school")),
            row.getUUID("concern"));
    var remind = new RemindOfUptake(row.getLocalDate("since"), row.getInteger("next"));
    return concerns
        .handle(stream, remind, meta())
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "nobody is reminded of concern %s: %s",
                    stream.id(), failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }

  private static Meta meta() {
    UUID command = UUID.randomUUID();
    return new Meta(Agenda.CALENDAR, Agenda.CALENDAR, command, null, command, null);
  }
}
