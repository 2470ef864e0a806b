package nl.tenzij.exception.evidence;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Destroys, by the service's clock, files whose day has come, and those that never were attached:
 * the service ended while they were brought in.
 */
@ApplicationScoped
public class EvidenceSweep {

  /** No upload takes as long. */
  private static final Duration LONG_AGO = Duration.ofDays(1);

  private static final String OVER = "delete from evidence_file where destroy_at <= $1";

  /** The log says what is attached; our own mark can be behind it. */
  private static final String NEVER_ATTACHED =
      """
      delete from evidence_file f
      where not f.attached and f.kept_at < $1
        and not exists (
          select from event e
          where e.board = f.board and e.stream = 'exemption/' || f.exemption
            and e.type like 'exemption.evidence-attached.%'
            and e.data #>> '{evidence,id}' = f.file::text)
      """;

  private final Pool pool;
  private final Clock clock;

  public EvidenceSweep(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Scheduled(
      every = "${tenzij.exemptions.sweep:1h}",
      concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> sweep() {
    Instant now = clock.instant();
    return delete(OVER, now).chain(() -> delete(NEVER_ATTACHED, now.minus(LONG_AGO)));
  }

  private Uni<Void> delete(String statement, Instant before) {
    return pool.preparedQuery(statement)
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
