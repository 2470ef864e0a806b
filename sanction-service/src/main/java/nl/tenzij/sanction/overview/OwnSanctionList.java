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
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.family.Families;
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
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.sanction.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What was decided on a pupil, for that pupil and the parents: what happened, on what ground, in
 * what order, and until when.
 */
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
  private final Families families;
  private final PostgresEventStore store;
  private final EventTypes<SanctionEvent> types;

  public OwnSanctionList(
      Caller caller,
      Pool pool,
      Consistency consistency,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents,
      Families families,
      PostgresEventStore store,
      EventTypes<SanctionEvent> types) {
    this.caller = caller;
    this.pool = pool;
    this.consistency = consistency;
    this.incidents = incidents;
    this.families = families;
    this.store = store;
    this.types = types;
  }

  /**
   * Without other people's ids, and without reasons in free words: those are the school's, but for
   * the explanation that the head wrote to pupil and guardians.
   *
   * @param category of what happened, as the incident's last entry has it; absent, as all that
   *     happened, where by that one they are no offender: what it tells is about others
   * @param clause where in the policy the step is written
   * @param from the first day on which it holds, once known
   * @param until the last day
   * @param course what was done about it, in that order
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
      LocalDate until,
      List<OwnStep> course) {

    private static OwnSanction of(Row row, Optional<Observation> seen, List<OwnStep> course) {
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
          row.getLocalDate("until_day"),
          course);
    }
  }

  /** What nobody imposed is not told, also where it was declined or withdrawn. */
  @GET
  @Roles({"pupil", "guardian"})
  @Operation(
      summary = "List what was decided on oneself or an own child, newest first",
      description =
          "By the pupil in person, or a parent: one without custody learns it by asking here (BW"
              + " 1:377c), and who may not be told of the child by the roster does not.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<OwnSanction>>> list(
      @PathParam("school") String school, @PathParam("pupil") String pupil, @BeanParam Page page) {
    School at = caller.at(school);
    Tuple wanted =
        Tuple.of(caller.board().id(), at.id(), pupil, Before.position(page), page.toRead());
    return mayRead(at, pupil)
        .chain(() -> consistency.reached(SanctionOverview.NAME))
        .chain(() -> pool.preparedQuery(DECIDED).execute(wanted))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
        .chain(rows -> told(at, pupil, rows))
        .map(
            told ->
                page.answer(
                    told.rows(), row -> Cursor.of(row.getLong("position")), told::sanction));
  }

  /** The pupil in person, and who may be told of them as a parent; a foreign child is not there. */
  private Uni<Void> mayRead(School at, String pupil) {
    Set<String> roles = caller.roles(at);
    if (roles.contains("pupil") && caller.person().filter(pupil::equals).isPresent()) {
      return Uni.createFrom().voidItem();
    }
    if (!roles.contains("guardian")) {
      throw new Forbidden("Pupils read what was decided on themselves.");
    }
    return families
        .mayAsk(caller.board(), at, pupil, caller.actor())
        .invoke(
            may -> {
              if (!may) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  /**
   * A page of what was decided.
   *
   * @param seen what happened, by incident
   * @param courses what was done about it, by sanction
   */
  private record Told(
      List<Row> rows, Map<UUID, Observation> seen, Map<UUID, List<OwnStep>> courses) {

    private OwnSanction sanction(Row row) {
      return OwnSanction.of(
          row,
          Optional.ofNullable(seen.get(row.getUUID("incident"))),
          courses.getOrDefault(row.getUUID("sanction"), List.of()));
    }
  }

  private Uni<Told> told(School at, String pupil, List<Row> rows) {
    return seen(at, pupil, rows)
        .chain(seen -> courses(at, rows).map(courses -> new Told(rows, seen, courses)));
  }

  private Uni<Map<UUID, List<OwnStep>>> courses(School at, List<Row> rows) {
    List<StreamId> wanted =
        rows.stream()
            .map(row -> Sanctions.stream(caller.board(), at, row.getUUID("sanction")))
            .toList();
    return store.readAll(wanted, types).map(OwnSanctionList::courses);
  }

  private static Map<UUID, List<OwnStep>> courses(
      Map<StreamId, List<Recorded<SanctionEvent>>> said) {
    Map<UUID, List<OwnStep>> courses = new HashMap<>();
    said.forEach(
        (sanction, events) ->
            courses.put(
                sanction.id(),
                events.stream().flatMap(event -> OwnStep.of(event).stream()).toList()));
    return courses;
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
