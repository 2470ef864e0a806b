package nl.tenzij.ledger.runtime;

import io.quarkus.arc.ClientProxy;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.tenzij.ledger.kept.OwnConnections;

/**
 * Who asks for a connection when all are taken waits in a queue that has an end, and not for long:
 * under too much load some are told to come back, instead of all being answered too late.
 */
@Singleton
public class BoundedPool implements PgPoolCreator {

  private static final int MOST_WAITING = 2_000;
  private static final int SECONDS = 5;

  /**
   * In characters. The client's own bound is 2,048: what is longer it would have the database parse
   * and plan with each execution, and some are.
   */
  private static final int LONGEST_STATEMENT = 16 * 1024;

  /** For a lock that somebody else holds: rows, keys, and partitions of the log. */
  private static final String LOCK_MILLISECONDS = "5000";

  private volatile List<PgConnectOptions> known = List.of();

  /** To where the pool's go, which is known once there is one. */
  @Produces
  @Singleton
  OwnConnections ownConnections(Vertx vertx, Pool pool) {
    ClientProxy.unwrap(pool);
    return new OwnConnections(vertx, known);
  }

  @Override
  public Pool create(Input input) {
    known = List.copyOf(input.pgConnectOptionsList());
    List<SqlConnectOptions> servers = new ArrayList<>(known);
    servers.forEach(
        server -> {
          server.addProperty("lock_timeout", LOCK_MILLISECONDS);
          server.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
        });
    return PgBuilder.pool()
        .with(
            input
                .poolOptions()
                .setMaxWaitQueueSize(MOST_WAITING)
                .setConnectionTimeout(SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS))
        .connectingTo(servers)
        .using(input.vertx())
        .build();
  }
}
