package nl.tenzij.sanction.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What was decided on a pupil, for that pupil: what happened, on what ground, and until when. */
@Path("/api/v1/schools/{school}/pupils/{pupil}/sanctions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sanctions")
public class OwnSanctionList {

  private static final String DECIDED =
      """
      select sanction, position, incident, status, measure, clause, from_day, until_day
      from sanction_overview
      where board = $1 and school = $2 and pupil = $3 and position < $4 and imposed
      order by position desc limit $5
      """;

  private final Caller caller;
  private final Pool pool;
  private final Consistency consistency;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;

  public OwnSanctionList(
      Caller caller,
      Pool pool,
      Consistency consistency,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents) {
    this.caller = caller;
    this.pool = pool;
    this.consistency = consistency;
    this.incidents = incidents;
  }

  /**
   * Without other people's ids, and without reasons in free words: those are the school's.
   *
   * @param category of what happened, as the incident's last entry has it; absent, as all that
   *     happened, where by that one they are no offender: what it tells is about others
   * @param clause where in the policy the step is written
   * @param from the first day on which it holds, once known
   * @param until the last day
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OwnSanction(
      UUID id,
      Category category,
      Device device,
      Place place,
      Instant occurredAt,
      Status status,
      Measure measure,
      String clause,
      LocalDate from,
      LocalDate until) {

    private static OwnSanction of(Row row, Optional<Observation> seen) {
      return new OwnSanction(
          row.getUUID("sanction"),
          seen.map(Observation::category).orElse(null),
          seen.map(Observation::device).orElse(null),
          seen.map(Observation::place).orElse(null),
          seen.map(Observation::occurredAt).orElse(null),
          Status.valueOf(row.getString("status")),
          Measure.valueOf(row.getString("measure")),
          row.getString("clause"),
          row.getLocalDate("from_day"),
          row.getLocalDate("until_day"));
    }
  }

  /** What nobody imposed is not told, also where it was declined or withdrawn. */
  @GET
  @Roles("pupil")
  @Operation(summary = "List what was decided on oneself, newest first")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<OwnSanction>>> list(
      @PathParam("school") String school, @PathParam("pupil") String pupil, @BeanParam Page page) {
    School at = caller.at(school);
    if (!caller.person().filter(pupil::equals).isPresent()) {
      throw new Forbidden("Pupils read what was decided on themselves.");
    }
    Tuple wanted =
        Tuple.of(caller.board().id(), at.id(), pupil, Before.position(page), page.toRead());
    return consistency
        .reached(SanctionOverview.NAME)
        .chain(() -> pool.preparedQuery(DECIDED).execute(wanted))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
        .chain(
            rows ->
                seen(at, pupil, rows)
                    .map(
                        seen ->
                            page.answer(
                                rows,
                                row -> Cursor.of(row.getLong("position")),
                                row -> OwnSanction.of(row, about(row, seen)))));
  }

  private static Optional<Observation> about(Row row, Map<UUID, Observation> seen) {
    return Optional.ofNullable(seen.get(row.getUUID("incident")));
  }

  /** What happened, by incident, of those in which the pupil is an offender by the last entry. */
  private Uni<Map<UUID, Observation>> seen(School at, String pupil, List<Row> rows) {
    Set<StreamId> wanted =
        rows.stream()
            .map(row -> Incidents.stream(caller.board(), at, row.getUUID("incident")))
            .collect(Collectors.toSet());
    return incidents.loadAll(wanted).map(loaded -> offences(pupil, loaded));
  }

  private static Map<UUID, Observation> offences(
      String pupil, Map<StreamId, Loaded<Incident>> loaded) {
    Map<UUID, Observation> seen = new HashMap<>();
    loaded.forEach(
        (incident, known) -> {
          Observation observed = ((OnRecord) known.state()).observed();
          if (observed.offenders().contains(pupil)) {
            seen.put(incident.id(), observed);
          }
        });
    return seen;
  }
}
