package nl.tenzij.local.figures;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.NothingSealed;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.flywaydb.core.Flyway;

/**
 * The ledger alone: decides on a new stream and appends one event of about 600 bytes, with nothing
 * that follows from it. In this process, on a database of its own.
 */
final class OwnLog implements AutoCloseable {

  private static final String LINE = "x".repeat(420);
  private static final Meta META =
      new Meta("someone", "tester", new UUID(0, 1), null, new UUID(0, 2), null);
  private static final int SCHOOLS = 400;
  private static final int PARTITIONS = 16;

  /** What happens. */
  sealed interface Noted {
    record Written(String line) implements Noted {}
  }

  private static final Decider<String, Boolean, Noted> ONCE =
      new Decider<>() {
        @Override
        public Boolean initial() {
          return false;
        }

        @Override
        public List<Noted> decide(String line, Boolean written) {
          return written ? List.of() : List.of(new Noted.Written(line));
        }

        @Override
        public Boolean evolve(Boolean written, Noted event) {
          return true;
        }
      };

  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final CommandHandler<String, Boolean, Noted> handler;

  OwnLog() {
    TestStack stack = TestStack.shared();
    String database = TestStack.database("ledger");
    Flyway.configure()
        .dataSource(stack.jdbcUrl(database), stack.postgresUser(), stack.postgresPassword())
        .locations("db/ledger")
        .load()
        .migrate();
    pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(12))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(stack.postgresPort())
                    .setDatabase(database)
                    .setUser(stack.postgresUser())
                    .setCachePreparedStatements(true))
            .using(vertx)
            .build();
    EventTypes<Noted> types =
        EventTypes.of(Noted.class).type("noted.written.v1", Noted.Written.class);
    int partitions =
        PostgresEventStore.openLog(pool, PARTITIONS).await().atMost(Duration.ofSeconds(30));
    handler =
        new CommandHandler<>(
            new PostgresEventStore(
                pool, List.of(types), new NothingSealed(), Json.mapper(), partitions, 1),
            ONCE,
            types);
  }

  CompletionStage<Boolean> decideAndAppend() {
    School school = new School("s" + ThreadLocalRandom.current().nextInt(SCHOOLS));
    StreamId stream = new StreamId(new Board("board"), school, "note", UUID.randomUUID());
    return handler
        .handle(stream, LINE, META)
        .map(outcome -> outcome.version() == 1)
        .subscribeAsCompletionStage();
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    vertx.closeAndAwait();
  }
}
