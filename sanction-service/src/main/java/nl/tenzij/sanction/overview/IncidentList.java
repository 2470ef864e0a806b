package nl.tenzij.sanction.overview;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.ladder.Standing;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.ladder.StandingCommand;
import nl.tenzij.sanction.ladder.StandingEvent;
import nl.tenzij.sanction.ladder.Standings;
import nl.tenzij.sanction.overview.IncidentRow.Reader;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school's incidents, newest entry first. */
@Path("/api/v1/schools/{school}/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentList {

  private final Staff staff;
  private final Consistency consistency;
  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;

  public IncidentList(
      Staff staff,
      Consistency consistency,
      CommandHandler<StandingCommand, Standing, StandingEvent> standings,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents) {
    this.staff = staff;
    this.consistency = consistency;
    this.standings = standings;
    this.incidents = incidents;
  }

  /** An incident in brief; who took part stands in the incident itself. */
  public record IncidentItem(
      UUID id,
      Category category,
      Breach breach,
      Device device,
      Place place,
      Instant occurredAt,
      String reportedBy,
      Instant recordedAt,
      boolean corrected) {

    private static IncidentItem of(IncidentRow row) {
      return new IncidentItem(
          row.incident,
          row.category,
          row.breach,
          row.device,
          row.place,
          row.occurredAt,
          row.reportedBy,
          row.recordedAt,
          row.corrected);
    }

    private IncidentItem with(Observation observed) {
      return new IncidentItem(
          id,
          observed.category(),
          observed.category().breach(),
          observed.device(),
          observed.place(),
          observed.occurredAt(),
          reportedBy,
          recordedAt,
          corrected);
    }
  }

  /**
   * A page of them.
   *
   * @param seen by incident, where that is not what the list keeps
   */
  private record Told(List<IncidentRow> rows, Map<UUID, Observation> seen) {

    private IncidentItem item(IncidentRow row) {
      IncidentItem item = IncidentItem.of(row);
      return seen.containsKey(row.incident) ? item.with(seen.get(row.incident)) : item;
    }
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      summary = "List incidents, newest first",
      description =
          "But those that others reported with an own child as offender; of an own child what the"
              + " caller reported, as they did.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<IncidentItem>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = staff.at(school);
    long before = Before.position(page);
    int most = page.toRead();
    return consistency
        .reached(IncidentOverview.NAME)
        .chain(() -> staff.children(at))
        .chain(
            children ->
                reader(at, children)
                    .chain(
                        reader ->
                            Panache.withSession(
                                () -> IncidentRow.page(staff.board(), at, reader, before, most)))
                    .chain(rows -> told(at, children, rows)))
        .map(told -> page.answer(told.rows(), row -> Cursor.of(row.position), told::item));
  }

  private Uni<Reader> reader(School at, Set<String> children) {
    boolean whole = staff.readsAll(at);
    Uni<Set<UUID>> closed = whole ? offencesOf(at, children) : Uni.createFrom().item(Set.of());
    return closed.map(offences -> new Reader(staff.person(), whole, children, offences));
  }

  /** The list keeps what others corrected: as the caller reported it, it stands in its entries. */
  private Uni<Told> told(School at, Set<String> children, List<IncidentRow> rows) {
    if (children.isEmpty()) {
      return Uni.createFrom().item(new Told(rows, Map.of()));
    }
    Set<StreamId> corrected =
        rows.stream()
            .filter(row -> row.corrected && row.reportedBy.equals(staff.person()))
            .map(row -> Incidents.stream(staff.board(), at, row.incident))
            .collect(Collectors.toSet());
    return incidents.loadAll(corrected).map(loaded -> new Told(rows, asTold(loaded, children)));
  }

  private static Map<UUID, Observation> asTold(
      Map<StreamId, Loaded<Incident>> loaded, Set<String> children) {
    return loaded.entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().id(),
                each -> ((OnRecord) each.getValue().state()).asToldTo(children).observed()));
  }

  /** By what the ladder weighed of them: of what was listed before the list knew whom it names. */
  private Uni<Set<UUID>> offencesOf(School at, Set<String> children) {
    Set<StreamId> wanted =
        children.stream()
            .map(child -> Standings.stream(staff.board(), at, child))
            .collect(Collectors.toSet());
    return standings
        .loadAll(wanted)
        .map(
            loaded ->
                loaded.values().stream()
                    .map(Loaded::state)
                    .flatMap(standing -> standing.weighed().stream())
                    .map(Weighed::incident)
                    .collect(Collectors.toSet()));
  }
}
