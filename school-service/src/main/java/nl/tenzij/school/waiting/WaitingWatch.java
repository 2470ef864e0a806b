package nl.tenzij.school.waiting;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.waiting.WaitingCommand.SaySettled;
import nl.tenzij.school.waiting.WaitingCommand.SayWaiting;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Says in the log that a roster waits for a confirmation, and that it does no longer. It looks at
 * how imports stand beside what it said of them, so it may die at any moment, and several may look
 * at once. What was settled between two looks is not told at all.
 */
@ApplicationScoped
public class WaitingWatch {

  private static final Logger LOG = Logger.getLogger(WaitingWatch.class);

  /** The others are found by the next look. */
  private static final int AT_ONCE = 500;

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

  @ConfigProperty(name = "tenzij.waiting-rosters.look", defaultValue = "1S")
  Duration pace;

  private Cancellable looking = () -> {};

  void start(@Observes StartupEvent started) {
    looking =
        Multi.createFrom()
            .ticks()
            .every(pace)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> look())
            .subscribe()
            .with(done -> {}, failure -> LOG.error("nobody is told of rosters that wait", failure));
  }

  void stop(@Observes ShutdownEvent stopping) {
    looking.cancel();
  }

  /** What fails is looked at again, and holds no other up. */
  Uni<Void> look() {
    return pool.preparedQuery(UNTOLD)
        .execute(Tuple.of(AT_ONCE))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> tried(say(row), "a roster"))
        .collect()
        .last()
        .replaceWithVoid()
        .plug(looked -> tried(looked, "rosters"));
  }

  private static Uni<Void> tried(Uni<Void> deed, String what) {
    return deed.onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "nobody could be told of %s that waits, tried again: %s",
                    what, failure.getClass().getName()))
        .onFailure()
        .recoverWithNull();
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
            meta())
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

  private static Meta meta() {
    UUID command = UUID.randomUUID();
    return new Meta("waiting-watch", "policy", command, null, command, null);
  }
}
