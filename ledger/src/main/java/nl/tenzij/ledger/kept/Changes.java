package nl.tenzij.ledger.kept;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** After the last look that came back it is not known any more what has changed. */
  private static final Duration FRESH = Duration.ofMillis(500);

  /**
   * Notes are kept for this long at least after their transaction ended, by whichever instance
   * tidies; who did not look for half of it can have missed some.
   */
  private static final Duration KEPT = Duration.ofMinutes(10);

  // A transaction that was open at the last look may have noted something before it, so what came
  // after the oldest of those is looked at again; nothing is, where all is forgotten anyhow. A
  // table
  // that took another's place, as after a rebuild, shows by its number: nobody noted what is
  // different in it.
  private static final String LOOK =
      """
      select pg_snapshot_xmin(pg_current_snapshot())::text as ended,
        (select coalesce(string_agg(distinct t.tgrelid::text, ' '), '') from pg_trigger t
          where t.tgfoid = to_regproc('note_change')) as tables,
        c.changed::text as changed, c.board, c.school
      from (select) as always left join
        (select distinct n.changed, n.board, n.school from noted_change n
          where n.changed >= $1::text::xid8) c on true
      """;

  private static final String TIDY = "delete from noted_change where changed < $1::text::xid8";

  private record Of(Board board, School school) {}

  /** A transaction's, of a school; all that it changed there is committed at once. */
  private record Note(String transaction, Of of) {}

  /**
   * A look that came back.
   *
   * @param began by this process' own count of nanoseconds
   */
  private record Look<T>(long began, T asOf) {
    boolean isWithin(Duration time) {
      return System.nanoTime() - began < time.toNanos();
    }
  }

  private final Pool pool;
  private final Supplier<T> asOf;
  private final Map<Of, Long> changed = new ConcurrentHashMap<>();
  private volatile long allChanged;
  private volatile Optional<Look<T>> last = Optional.empty();
  private Cancellable looking = () -> {};

  private volatile Optional<SqlConnection> connection = Optional.empty();

  // What follows is of one look after the other.
  private Set<Note> seen = Set.of();
  // Up to which transaction all had ended; null while it is not known what has changed.
  private String ended;
  private String tables = "";
  private long count;
  private String endedLongAgo;
  private long tidied = System.nanoTime();

  /**
   * @param asOf how far the tables are now
   */
  public Changes(Pool pool, Supplier<T> asOf) {
    this.pool = pool;
    this.asOf = asOf;
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
                        .deferred(this::look)
                        .onFailure()
                        .invoke(this::blinded)
                        .onFailure()
                        .recoverWithNull())
            .subscribe()
            .with(done -> {});
  }

  @Override
  public void close() {
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
    return last.filter(look -> look.isWithin(FRESH)).map(Look::asOf);
  }

  /** What is read of a school from now on holds for as long as this number stays the same. */
  long mark(Board board, School school) {
    return Math.max(allChanged, changed.getOrDefault(new Of(board, school), 0L));
  }

  private Uni<Void> look() {
    long began = System.nanoTime();
    T before = asOf.get();
    return connected()
        .chain(
            sql ->
                sql.preparedQuery(LOOK)
                    .execute(Tuple.of(ended))
                    .invoke(rows -> note(new Look<>(began, before), rows))
                    .chain(() -> tidy(sql))
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail());
  }

  /** One of its own: behind all who wait in the pool it would see nothing when most is asked. */
  private Uni<SqlConnection> connected() {
    return connection.isPresent()
        ? Uni.createFrom().item(connection.get())
        : pool.getConnection().invoke(open -> connection = Optional.of(open));
  }

  private Uni<Void> tidy(SqlConnection sql) {
    if (System.nanoTime() - tidied < KEPT.toNanos()) {
      return Uni.createFrom().voidItem();
    }
    String before = endedLongAgo;
    tidied = System.nanoTime();
    endedLongAgo = ended;
    return before == null
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(TIDY).execute(Tuple.of(before)).replaceWithVoid();
  }

  private void note(Look<T> look, RowSet<Row> rows) {
    Row first = rows.iterator().next();
    if (!first.getString("tables").equals(tables)
        || last.filter(before -> before.isWithin(KEPT.dividedBy(2))).isEmpty()) {
      allChanged = ++count;
    }
    Set<Note> now = new HashSet<>();
    for (Row row : rows) {
      String transaction = row.getString("changed");
      if (transaction != null) {
        Of of = new Of(new Board(row.getString("board")), new School(row.getString("school")));
        Note note = new Note(transaction, of);
        now.add(note);
        if (!seen.contains(note)) {
          changed.put(of, ++count);
        }
      }
    }
    seen = now;
    ended = first.getString("ended");
    tables = first.getString("tables");
    last = Optional.of(look);
  }

  /** What a database that went down had noted is not there any more. */
  private void blinded(Throwable away) {
    if (last.isPresent()) {
      LOG.warnf(
          "it can't be seen what has changed, so that nothing is kept: %s",
          away.getClass().getName());
    }
    last = Optional.empty();
    ended = null;
    endedLongAgo = null;
    letGo();
  }

  /** Nobody waits for it: a database that does not answer would not answer that either. */
  private void letGo() {
    Optional<SqlConnection> open = connection;
    connection = Optional.empty();
    open.ifPresent(each -> each.close().subscribe().with(done -> {}, broken -> {}));
  }
}
