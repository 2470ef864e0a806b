package nl.tenzij.ledger.kept;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.jboss.logging.Logger;

/**
 * Knows of which schools something has changed in the tables that {@code note_changes_of} was
 * called for, whichever instance wrote it: triggers note it in the transaction of the change, and
 * this looks at the notes ten times a second. A look sees all that was committed before it began:
 * it goes by the database's own account of which transactions had ended.
 *
 * @param <T> what is known of how far the tables are behind what happened
 */
public final class Changes<T> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Changes.class);
  private static final Duration EVERY = Duration.ofMillis(100);

  /** After the last look that came back it is not known any more what has changed. */
  private static final Duration FRESH = Duration.ofMillis(500);

  /**
   * Notes are kept for this long at least after their transaction ended, by whichever instance
   * tidies; who did not look for half of it can have missed some.
   */
  private static final Duration KEPT = Duration.ofMinutes(10);

  // What the look before did not see: of transactions that had not ended then, and of those that
  // began since. Nothing is asked for twice, however long one stays open, here or in another
  // database of the server; and nothing at all where all is forgotten anyhow. A table that took
  // another's place, as after a rebuild, shows by its number: nobody noted what is different in it.
  static final String LOOK =
      """
      select pg_current_snapshot()::text as seen,
        (select coalesce(string_agg(distinct t.tgrelid::text, ' '), '') from pg_trigger t
          where t.tgfoid = to_regproc('note_change')) as tables,
        c.board, c.school
      from (select) as always left join (
        select n.board, n.school from noted_change n
        where n.changed >= pg_snapshot_xmax($1::text::pg_snapshot)
        union
        select n.board, n.school from noted_change n
        where n.changed = any(array(select pg_snapshot_xip($1::text::pg_snapshot)))) c on true
      """;

  private static final int TIDIED_AT_ONCE = 5_000;

  // A part with each look: all at once can take longer than a look may.
  static final String TIDY =
      """
      delete from noted_change where ctid = any(array(
        select n.ctid from noted_change n
        where n.changed < pg_snapshot_xmin($1::text::pg_snapshot) limit $2))
      """;

  private record Of(Board board, School school) {}

  /**
   * A look that came back.
   *
   * @param nanos when it began, by this process' own count of nanoseconds, which stands still while
   *     the host sleeps
   * @param wall and by the machine's clock, which can be set back
   */
  private record Look<T>(long nanos, Instant wall, T asOf) {
    boolean isWithin(Duration time, Instant now) {
      return System.nanoTime() - nanos < time.toNanos() && now.isBefore(wall.plus(time));
    }
  }

  private final OwnConnections connections;
  private final Supplier<T> asOf;
  private final Clock wall;
  private final Map<Of, Long> changed = new ConcurrentHashMap<>();
  private volatile long allChanged;
  private volatile Optional<Look<T>> last = Optional.empty();
  private Cancellable looking = () -> {};

  private final AtomicBoolean opening = new AtomicBoolean();
  private volatile Optional<SqlConnection> connection = Optional.empty();
  private volatile boolean closed;
  private volatile boolean blind;

  // What follows is of one look after the other.
  // The database's account of what it showed, by which transactions had ended; null while it is
  // not known what has changed.
  private String seen;
  private String tables = "";
  private long count;
  private String seenLongAgo;
  // What had ended by then is tidied; null where that was done.
  private String toTidy;
  private long turned = System.nanoTime();

  /**
   * @param asOf how far the tables are now
   */
  public Changes(OwnConnections connections, Supplier<T> asOf) {
    this(connections, asOf, Clock.systemUTC());
  }

  /**
   * @param wall the machine's clock, not one that is moved to play a day
   */
  Changes(OwnConnections connections, Supplier<T> asOf, Clock wall) {
    this.connections = connections;
    this.asOf = asOf;
    this.wall = wall;
  }

  public void start() {
    looking =
        Multi.createFrom()
            .ticks()
            .every(EVERY)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(
                tick ->
                    Uni.createFrom()
                        .deferred(this::lookIfOpen)
                        .onFailure()
                        .invoke(this::blinded)
                        .onFailure()
                        .recoverWithNull())
            .subscribe()
            .with(done -> {});
  }

  @Override
  public void close() {
    closed = true;
    looking.cancel();
    letGo();
  }

  /** How far the tables are now, for who reads them. */
  T asOf() {
    return asOf.get();
  }

  /**
   * How far the tables were at the last look, whose changes {@link #mark} tells if asked for
   * afterwards; empty while it is not known what has changed.
   */
  Optional<T> known() {
    return last.filter(look -> look.isWithin(FRESH, wall.instant())).map(Look::asOf);
  }

  /** What is read of a school from now on holds for as long as this number stays the same. */
  long mark(Board board, School school) {
    return Math.max(allChanged, changed.getOrDefault(new Of(board, school), 0L));
  }

  private Uni<Void> lookIfOpen() {
    return connection.map(this::look).orElseGet(this::open);
  }

  /** For the look after this one: as long as there is none, it is not known what has changed. */
  private Uni<Void> open() {
    if (opening.compareAndSet(false, true)) {
      connections.open().subscribe().with(this::opened, this::notOpened);
    }
    return Uni.createFrom().voidItem();
  }

  private void opened(SqlConnection open) {
    connection = Optional.of(open);
    opening.set(false);
    if (closed) {
      letGo();
    }
  }

  private void notOpened(Throwable away) {
    if (!closed) {
      blinded(away);
    }
    opening.set(false);
  }

  private Uni<Void> look(SqlConnection sql) {
    long nanos = System.nanoTime();
    Instant began = wall.instant();
    T before = asOf.get();
    return sql.preparedQuery(LOOK)
        .execute(Tuple.tuple().addString(seen))
        .invoke(rows -> note(new Look<>(nanos, began, before), rows))
        .chain(() -> tidy(sql))
        .ifNoItem()
        .after(OwnConnections.PATIENCE)
        .fail();
  }

  private Uni<Void> tidy(SqlConnection sql) {
    if (System.nanoTime() - turned >= KEPT.toNanos()) {
      turned = System.nanoTime();
      toTidy = seenLongAgo;
      seenLongAgo = seen;
    }
    return toTidy == null
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(TIDY)
            .execute(Tuple.of(toTidy, TIDIED_AT_ONCE))
            .invoke(gone -> toTidy = gone.rowCount() < TIDIED_AT_ONCE ? null : toTidy)
            .replaceWithVoid();
  }

  private void note(Look<T> look, RowSet<Row> rows) {
    Row first = rows.iterator().next();
    if (!first.getString("tables").equals(tables)
        || last.filter(before -> before.isWithin(KEPT.dividedBy(2), look.wall())).isEmpty()) {
      allChanged = ++count;
    }
    for (Row row : rows) {
      if (row.getString("school") != null) {
        Of of = new Of(new Board(row.getString("board")), new School(row.getString("school")));
        changed.put(of, ++count);
      }
    }
    seen = first.getString("seen");
    tables = first.getString("tables");
    last = Optional.of(look);
    blind = false;
  }

  /** What a database that went down had noted is not there any more. */
  private void blinded(Throwable away) {
    if (!blind) {
      LOG.warnf(
          "it can't be seen what has changed, so that nothing is kept: %s",
          away.getClass().getName());
    }
    blind = true;
    last = Optional.empty();
    seen = null;
    seenLongAgo = null;
    toTidy = null;
    letGo();
  }

  /** Nobody waits for it: a database that does not answer would not answer that either. */
  private void letGo() {
    Optional<SqlConnection> open = connection;
    connection = Optional.empty();
    open.ifPresent(each -> each.close().subscribe().with(done -> {}, broken -> {}));
  }
}
