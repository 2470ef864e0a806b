package nl.tenzij.sanction.overview;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Observation;

/**
 * Keeps the list of incidents: {@link IncidentRow}, and for whose parents one is closed. Who is
 * forgotten goes from it.
 */
@ApplicationScoped
public class IncidentOverview implements Projection {

  static final String NAME = "incident-overview";

  private static final String RECORDED =
      """
      insert into incident_overview
        (incident, board, school, position, category, breach, device, place, occurred_at,
         named, reported_by, recorded_at, corrected)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
        array(select who from unnest($10::text[]) who where not is_forgotten($2, who)),
        $11, $12, false)
      """;

  private static final String CORRECTED =
      """
      update incident_overview
      set category = $2, breach = $3, device = $4, place = $5, occurred_at = $6, corrected = true,
        named = array(
          select distinct who from unnest(named || $7::varchar[]) who
          where not is_forgotten(board, who))
      where incident = $1
      """;

  private static final String FORGOT =
      """
      update incident_overview o
      set named = array(
        select who from unnest(o.named) who where (o.board, who) not in (table forgotten))
      from forgotten f
      where o.board = f.board and o.named @> array[f.subject]::varchar[]
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("incident_overview");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(IncidentRecorded.class, IncidentCorrected.class, Forgot.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : handle(recorded, (IncidentEvent) recorded.event(), sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, IncidentEvent event, SqlConnection sql) {
    return switch (event) {
      case IncidentRecorded incident -> recorded(recorded, incident, sql);
      case IncidentCorrected correction -> corrected(recorded, correction.observed(), sql);
    };
  }

  private static Uni<Void> recorded(
      Recorded<?> recorded, IncidentRecorded incident, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addUUID(recorded.stream().id())
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addLong(recorded.position());
    addObserved(row, incident.observed())
        .addString(incident.by())
        .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(RECORDED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> corrected(
      Recorded<?> recorded, Observation observed, SqlConnection sql) {
    Tuple row = addObserved(Tuple.tuple().addUUID(recorded.stream().id()), observed);
    return sql.preparedQuery(CORRECTED).execute(row).replaceWithVoid();
  }

  private static Tuple addObserved(Tuple row, Observation observed) {
    return row.addString(observed.category().name())
        .addString(observed.category().breach().name())
        .addString(observed.device().name())
        .addString(observed.place().name())
        .addOffsetDateTime(observed.occurredAt().atOffset(ZoneOffset.UTC))
        .addArrayOfString(observed.offenders().toArray(String[]::new));
  }
}
