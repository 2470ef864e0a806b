package nl.tenzij.exception.overview;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;

/** Keeps the list of exemptions: {@link ExemptionRow}. */
@ApplicationScoped
public class ExemptionOverview implements Projection {

  public static final String NAME = "exemption-overview";

  private static final String REQUESTED =
      """
      insert into exemption_overview
        (exemption, board, school, position, pupil, status, requested_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $7)
      """;

  private static final String MOVED =
      "update exemption_overview set status = $2, changed_at = $3 where exemption = $1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("exemption_overview");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(ExemptionEvent.class.getPermittedSubclasses());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(
            recorded -> handle(recorded, (ExemptionEvent) recorded.event(), sql))
        .collect()
        .last();
  }

  private static Uni<Void> handle(Recorded<?> recorded, ExemptionEvent event, SqlConnection sql) {
    return switch (event) {
      case ExemptionRequested requested -> requested(recorded, requested, sql);
      case RequestSubmitted _ -> moved(recorded, Status.COMPLETE, sql);
      case AssessmentBegun _ -> moved(recorded, Status.UNDER_ASSESSMENT, sql);
      case ExemptionGranted _ -> moved(recorded, Status.ACTIVE, sql);
      case ExemptionRefused _ -> moved(recorded, Status.REFUSED, sql);
      case RequestWithdrawn _ -> moved(recorded, Status.WITHDRAWN, sql);
      case ExemptionSuspended _ -> moved(recorded, Status.SUSPENDED, sql);
      case ExemptionResumed _ -> moved(recorded, Status.ACTIVE, sql);
      case ExemptionEnded _ -> moved(recorded, Status.ENDED, sql);
    };
  }

  private static Uni<Void> requested(
      Recorded<?> recorded, ExemptionRequested requested, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addUUID(recorded.stream().id())
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addLong(recorded.position())
            .addString(requested.pupil())
            .addString(Status.REQUESTED.name())
            .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(REQUESTED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> moved(Recorded<?> recorded, Status status, SqlConnection sql) {
    Tuple row =
        Tuple.of(recorded.stream().id(), status.name(), recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(MOVED).execute(row).replaceWithVoid();
  }
}
