package nl.tenzij.ledger.samples;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.kept.OwnConnections;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.NothingSealed;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** A log of notes on a real database, without Quarkus. */
public final class TestLog implements AutoCloseable {

  /** As services have it. */
  public static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

  public static final Board BOARD = new Board("board-a");
  public static final Meta META =
      new Meta(
          "someone",
          "tester",
          new UUID(0, 1),
          new UUID(0, 3),
          new UUID(0, 2),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  public static final Duration SOON = Duration.ofSeconds(60);

  /** Of the pool. */
  public static final int CONNECTIONS = 16;

  private static final int PARTITIONS = 8;

  private final Vertx vertx = Vertx.vertx();
  private final Place place;
  private final PgConnectOptions server;
  private final Pool pool;
  private final PostgresEventStore store;

  /** A database of a server on this machine. */
  public record Place(int port, String database) {}

  private TestLog(Place place) {
    this.place = place;
    this.server =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(place.port())
            .setDatabase(place.database())
            .setUser("postgres")
            .setCachePreparedStatements(true)
            .addProperty("lock_timeout", Long.toString(LOCK_TIMEOUT.toMillis()));
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(CONNECTIONS).setConnectionTimeout(10))
            .connectingTo(server)
            .using(vertx)
            .build();
    int partitions = now(PostgresEventStore.openLog(pool, PARTITIONS));
    this.store =
        new PostgresEventStore(
            pool, List.of(NoteEvent.TYPES), new NothingSealed(), Json.mapper(), partitions, 1);
  }

  /** On a fresh database of the tests' server. */
  public static TestLog fresh() {
    return new TestLog(new Place(TestStack.shared().postgresPort(), FreshDatabase.withTables()));
  }

  /** On a database of one's own, in which the tables are made. */
  public static TestLog make(Place place) {
    FreshDatabase.migrate(place.port(), place.database());
    return new TestLog(place);
  }

  /** A further process' view on a log that is there already. */
  public static TestLog existing(Place place) {
    return new TestLog(place);
  }

  public Place place() {
    return place;
  }

  public Pool pool() {
    return pool;
  }

  /** Beside the pool. */
  public OwnConnections ownConnections() {
    return new OwnConnections(vertx, List.of(server));
  }

  public PostgresEventStore store() {
    return store;
  }

  public StreamId note(String school) {
    return new StreamId(BOARD, new School(school), "note", UUID.randomUUID());
  }

  public long count(String sql) {
    return now(pool.query(sql).execute()).iterator().next().getLong(0);
  }

  /** One append's worth of lines. */
  public static List<NoteEvent> lines(int count) {
    UUID batch = UUID.randomUUID();
    return IntStream.range(0, count)
        .<NoteEvent>mapToObj(i -> new NoteEvent.LineWritten(batch, count, "line " + i))
        .toList();
  }

  public static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    vertx.closeAndAwait();
  }
}
