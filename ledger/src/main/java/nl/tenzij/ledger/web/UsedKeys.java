package nl.tenzij.ledger.web;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The idempotency keys that clients used, as far as they are still known. */
@Singleton
public class UsedKeys {

  private final Pool pool;

  public UsedKeys(Pool pool) {
    this.pool = pool;
  }

  /**
   * Forgets the keys used before a moment; a request that comes again under one is a new request.
   * What this service did for messages and events is never forgotten: those can come again as long
   * as there is a log. Only a client's name as consumer has a slash in it.
   *
   * @return how many
   */
  public Uni<Integer> forget(Instant before) {
    return pool.preparedQuery(
            "delete from handled where handled_at < $1 and position('/' in consumer) > 0")
        .execute(Tuple.of(OffsetDateTime.ofInstant(before, ZoneOffset.UTC)))
        .map(deleted -> deleted.rowCount());
  }
}
