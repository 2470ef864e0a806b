package nl.tenzij.exception.evidence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceAttached;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceRemoved;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;

/**
 * Destroys evidence that is no longer needed: it was taken out, the request was withdrawn, or the
 * exemption ended. Of a refused request it stays as long as that can be objected to: {@link
 * EvidenceSweep} knows how long that is.
 */
@ApplicationScoped
public class EvidenceKeeping implements Policy {

  private static final String ATTACHED = "update evidence_file set attached = true where file = $1";

  private static final String REMOVED = "delete from evidence_file where file = $1";

  private static final String REFUSED =
      "update evidence_file set refused_at = $2 where exemption = $1";

  private static final String DESTROYED = "delete from evidence_file where exemption = $1";

  @Override
  public String name() {
    return "evidence-keeping";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        EvidenceAttached.class,
        EvidenceRemoved.class,
        ExemptionRefused.class,
        RequestWithdrawn.class,
        ExemptionEnded.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case EvidenceAttached attached -> about(ATTACHED, attached.evidence().id(), sql);
      case EvidenceRemoved removed -> about(REMOVED, removed.evidence(), sql);
      case ExemptionRefused _ -> refused(recorded, sql);
      case RequestWithdrawn _, ExemptionEnded _ -> about(DESTROYED, recorded.stream().id(), sql);
      default -> throw new IllegalArgumentException("not asked for");
    };
  }

  private static Uni<Void> refused(Recorded<?> recorded, SqlConnection sql) {
    Tuple row = Tuple.of(recorded.stream().id(), recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(REFUSED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> about(String statement, UUID id, SqlConnection sql) {
    return sql.preparedQuery(statement).execute(Tuple.of(id)).replaceWithVoid();
  }
}
