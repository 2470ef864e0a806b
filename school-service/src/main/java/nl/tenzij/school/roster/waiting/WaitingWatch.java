package nl.tenzij.school.roster.waiting;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.roster.waiting.WaitingCommand.SaySettled;
import nl.tenzij.school.roster.waiting.WaitingCommand.SayWaiting;

/**
 * Says in the log that a roster waits for a confirmation, and that it does no longer. It looks at
 * how imports stand beside what it said of them, so it may die at any moment, and several may look
 * at once. What was settled between two looks is not told at all.
 */
@ApplicationScoped
public class WaitingWatch {

  /** What waits no longer comes first: one that took its place may wait now. */
  private static final String UNTOLD =
      """
      select id, board, school, told_waiting, coalesce(waits_since, accepted_at) as since,
        (leaving ->> 'pupils')::int as pupils, (leaving ->> 'of')::int as of_pupils,
        (leaving ->> 'guardians')::int as guardians, (leaving ->> 'ofGuardians')::int as of_guardians,
        (leaving ->> 'staff')::int as staff, (leaving ->> 'ofStaff')::int as of_staff,
        (leaving ->> 'classes')::int as classes, (leaving ->> 'ofClasses')::int as of_classes,
        (leaving ->> 'places')::int as places, (leaving ->> 'ofPlaces')::int as of_places
      from roster_import where (state = 'AWAITING_CONFIRMATION') <> told_waiting
      order by told_waiting desc, accepted_at limit $1
      """;

  private static final String TOLD = "update roster_import set told_waiting = $2 where id = $1";

  @Inject Pool pool;
  @Inject CommandHandler<WaitingCommand, Life, WaitingEvent> rosters;

  @Inject Looking looking;

  @Scheduled(
      every = "${tenzij.waiting-rosters.look:1s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return looking.inOrder(
        "rosters to tell of",
        pool.preparedQuery(UNTOLD).execute(Tuple.of(Looking.AT_ONCE)),
        this::say);
  }

  /** Told first and noted then: what breaks off between is said again, which changes nothing. */
  private Uni<Void> say(Row row) {
    UUID roster = row.getUUID("id");
    boolean waits = !row.getBoolean("told_waiting");
    Board board = new Board(row.getString("board"));
    School school = new School(row.getString("school"));
    return rosters
        .handle(
            WaitingRosters.stream(board, school, roster),
            waits ? waiting(row) : new SaySettled(),
            Looking.meta("waiting-watch"))
        .chain(() -> pool.preparedQuery(TOLD).execute(Tuple.of(roster, waits)))
        .replaceWithVoid();
  }

  private static SayWaiting waiting(Row row) {
    return new SayWaiting(
        row.getOffsetDateTime("since").toInstant(),
        new Leaving(
            row.getInteger("pupils"),
            row.getInteger("of_pupils"),
            row.getInteger("guardians"),
            row.getInteger("of_guardians"),
            row.getInteger("staff"),
            row.getInteger("of_staff"),
            row.getInteger("classes"),
            row.getInteger("of_classes"),
            row.getInteger("places"),
            row.getInteger("of_places")));
  }
}
