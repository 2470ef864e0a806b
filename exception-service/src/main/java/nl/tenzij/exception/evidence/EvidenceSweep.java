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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import nl.tenzij.exception.rules.ExemptionConfig;

/**
 * Destroys, by the service's clock, files of refused requests that nobody can object to any more;
 * and, by the machine's own, those that never were attached: the service ended while they were
 * brought in.
 */
@ApplicationScoped
public class EvidenceSweep {

  /** No upload takes as long. */
  private static final Duration LONG_AGO = Duration.ofDays(1);

  /**
   * By the term of the policy that was in force; the usual one where none is known. A policy whose
   * term is not known yet keeps what it is about.
   */
  private static final String OVER =
      """
      delete from evidence_file f using (
        select refused.file, refused.refused_at
          + (case when rule.valid_from is null then $2::text else rule.objection_term end)::interval
          as ends
        from evidence_file refused
        left join lateral (
          select r.valid_from, r.objection_term from exemption_rule_known r
          where r.board = refused.board and r.school = refused.school
            and r.valid_from <= refused.refused_at
          order by r.valid_from desc limit 1) rule on true
        where refused.refused_at is not null) objected
      where f.file = objected.file and objected.ends <= $1
      """;

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
  private final ExemptionConfig config;

  public EvidenceSweep(Pool pool, Clock clock, ExemptionConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.config = config;
  }

  @Scheduled(
      every = "${tenzij.exemptions.sweep:1h}",
      concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> sweep() {
    Tuple over = Tuple.of(utc(clock.instant()), config.objectedWithin().toString());
    Tuple longAgo = Tuple.of(utc(Instant.now().minus(LONG_AGO)));
    return pool.preparedQuery(OVER)
        .execute(over)
        .chain(() -> pool.preparedQuery(NEVER_ATTACHED).execute(longAgo))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
