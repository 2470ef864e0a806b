package nl.tenzij.exception.concern;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;
import nl.tenzij.exception.concern.ConcernEvent.UptakeSettled;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;

/** Keeps the list of concerns: {@link ConcernRow}. Those of a forgotten pupil go. */
@ApplicationScoped
public class ConcernOverview implements Projection {

  public static final String NAME = "concern-overview";

  private static final String REPORTED =
      """
      insert into concern_overview
        (concern, board, school, position, pupil, status, reported_at, changed_at)
      select $1, $2, $3, $4, $5, $6, $7, $7 where not is_forgotten($2, $5)
      """;

  private static final String MOVED =
      "update concern_overview set status = $2, changed_at = $3 where concern = $1";

  private static final String REMINDED =
      "update concern_overview set reminded = $2 where concern = $1";

  private static final String FORGOT =
      "delete from concern_overview where (board, pupil) in (table forgotten)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("concern_overview");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Stream.concat(
            Arrays.stream(ConcernEvent.class.getPermittedSubclasses()), Stream.of(Forgot.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : handle(recorded, (ConcernEvent) recorded.event(), sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, ConcernEvent event, SqlConnection sql) {
    return switch (event) {
      case ConcernReported reported -> reported(recorded, reported, sql);
      case UptakeReminded reminded ->
          sql.preparedQuery(REMINDED)
              .execute(Tuple.of(recorded.stream().id(), reminded.times()))
              .replaceWithVoid();
      case UptakeSettled _ -> Uni.createFrom().voidItem();
      case ConcernTakenUp _ -> moved(recorded, ConcernStatus.TAKEN_UP, sql);
      case ConcernClosed _ -> moved(recorded, ConcernStatus.CLOSED, sql);
    };
  }

  private static Uni<Void> reported(
      Recorded<?> recorded, ConcernReported reported, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addUUID(recorded.stream().id())
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addLong(recorded.position())
            .addString(reported.report().pupil())
            .addString(ConcernStatus.REPORTED.name())
            .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(REPORTED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> moved(Recorded<?> recorded, ConcernStatus status, SqlConnection sql) {
    Tuple row =
        Tuple.of(recorded.stream().id(), status.name(), recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(MOVED).execute(row).replaceWithVoid();
  }
}
