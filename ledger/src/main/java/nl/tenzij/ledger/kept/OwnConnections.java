package nl.tenzij.ledger.kept;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens the connections by which {@link Changes} looks, beside the pool: behind all who wait in
 * there a look would see nothing when most is asked, and who counts the pool's connections would
 * count one too many. One that does not answer can be dropped; the pool would give it to whoever
 * comes next.
 */
public final class OwnConnections {

  /** A look that takes longer is of no use any more. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  // A look comes ten times a second: what was silent for so long is dead, however it died.
  private static final int SILENT_SECONDS = 10;
  private static final int CONNECT_MILLISECONDS = 5_000;

  private final Vertx vertx;
  private final List<PgConnectOptions> servers;
  private final AtomicInteger opened = new AtomicInteger();

  /**
   * @param servers those of the pool
   */
  public OwnConnections(Vertx vertx, List<PgConnectOptions> servers) {
    this.vertx = vertx;
    this.servers = servers.stream().map(OwnConnections::forLooks).toList();
  }

  Uni<SqlConnection> open() {
    int next = Math.floorMod(opened.getAndIncrement(), servers.size());
    return PgConnection.connect(vertx, servers.get(next)).map(open -> open);
  }

  /**
   * The same statement ten times a second is planned once, not with what it asks each time; and by
   * its index, which for a value that is not known when it is planned PostgreSQL thinks no better
   * than to read all notes. What takes too long ends in the database too.
   */
  private static PgConnectOptions forLooks(PgConnectOptions server) {
    Map<String, String> properties = new HashMap<>(server.getProperties());
    properties.put("plan_cache_mode", "force_generic_plan");
    properties.put("enable_seqscan", "off");
    properties.put("statement_timeout", Long.toString(PATIENCE.toMillis()));
    PgConnectOptions own = new PgConnectOptions(server);
    own.setProperties(properties);
    own.setCachePreparedStatements(true);
    own.setConnectTimeout(CONNECT_MILLISECONDS);
    own.setIdleTimeout(SILENT_SECONDS);
    return own;
  }
}
