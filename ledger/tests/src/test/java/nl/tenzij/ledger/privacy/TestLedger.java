package nl.tenzij.ledger.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.samples.FreshDatabase;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** A log of people, sealed, on a real database, without Quarkus. */
public final class TestLedger implements AutoCloseable {

  public static final Board BOARD = new Board("board-a");
  public static final School SCHOOL = new School("school-1");
  public static final Meta META =
      new Meta(
          "someone",
          "tester",
          new UUID(0, 1),
          new UUID(0, 3),
          new UUID(0, 2),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  public static final ObjectMapper JSON =
      JsonMapper.builder().findAndAddModules().addModule(new PersonalModule()).build();

  private static final int PARTITIONS = 4;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What is told about people and things. */
  public sealed interface PersonEvent permits Met, Counted {}

  public record Name(String given, String family) {}

  public record Met(Personal<Name> name, List<Personal<String>> notes) implements PersonEvent {}

  /** Of a key, the next number. */
  public record Counted(String key, int number) implements PersonEvent {}

  public static final EventTypes<PersonEvent> TYPES =
      EventTypes.of(PersonEvent.class)
          .type("person.met.v1", Met.class)
          .type("person.counted.v1", Counted.class);

  /** Where the database is. */
  public record Place(int port, String database) {}

  private final Place place;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final Vault vault;
  private final PostgresEventStore store;

  private TestLedger(Place place, MasterKey master, Ticker ticker) {
    this.place = place;
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(16).setConnectionTimeout(10))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("localhost")
                    .setPort(place.port())
                    .setDatabase(place.database())
                    .setUser("postgres")
                    .setPassword("postgres")
                    .setCachePreparedStatements(true))
            .using(vertx)
            .build();
    this.vault = new Vault(new SubjectKeys(pool, master, ticker), JSON);
    this.store =
        new PostgresEventStore(
            pool,
            List.of(TYPES, ErasureEvent.TYPES),
            vault,
            JSON,
            now(PostgresEventStore.openLog(pool, PARTITIONS)),
            1);
  }

  /** On an empty database of the tests' server. */
  public static TestLedger fresh() {
    return fresh(new MasterKey(MasterKey.fresh()));
  }

  static TestLedger fresh(MasterKey master) {
    return existing(
        new Place(TestStack.shared().postgresPort(), FreshDatabase.withTables()),
        master,
        Ticker.systemTicker());
  }

  /** Makes the tables, too. */
  public static TestLedger make(Place place) {
    return make(place, new MasterKey(MasterKey.fresh()));
  }

  private static TestLedger make(Place place, MasterKey master) {
    FreshDatabase.migrate(place.port(), place.database());
    return new TestLedger(place, master, Ticker.systemTicker());
  }

  /** A further process' view on a log that is there already. */
  public static TestLedger existing(Place place) {
    return existing(place, new MasterKey(MasterKey.fresh()), Ticker.systemTicker());
  }

  static TestLedger existing(Place place, MasterKey master, Ticker ticker) {
    return new TestLedger(place, master, ticker);
  }

  public Place place() {
    return place;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Pool pool() {
    return pool;
  }

  public PostgresEventStore store() {
    return store;
  }

  Vault vault() {
    return vault;
  }

  public Erasures erasures() {
    return new Erasures(pool, vault, store, JSON);
  }

  public static StreamId stream(School school) {
    return new StreamId(BOARD, school, "person", UUID.randomUUID());
  }

  public long count(String sql) {
    return now(pool.query(sql).execute()).iterator().next().getLong(0);
  }

  public void execute(String sql) {
    now(pool.query(sql).execute());
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
