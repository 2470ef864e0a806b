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

  public IncidentList(
      Staff staff,
      Consistency consistency,
      CommandHandler<StandingCommand, Standing, StandingEvent> standings) {
    this.staff = staff;
    this.consistency = consistency;
    this.standings = standings;
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
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      summary = "List incidents, newest first",
      description = "But those that others reported with an own child as offender.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<IncidentItem>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = staff.at(school);
    long before = Before.position(page);
    int most = page.toRead();
    return consistency
        .reached(IncidentOverview.NAME)
        .chain(() -> reader(at))
        .chain(
            reader ->
                Panache.withSession(
                    () -> IncidentRow.page(staff.board(), at, reader, before, most)))
        .map(rows -> page.answer(rows, row -> Cursor.of(row.position), IncidentItem::of));
  }

  private Uni<Reader> reader(School at) {
    boolean whole = staff.readsAll(at);
    Uni<Set<UUID>> closed =
        whole
            ? staff.children(at).chain(children -> offencesOf(at, children))
            : Uni.createFrom().item(Set.of());
    return closed.map(incidents -> new Reader(staff.person(), whole, incidents));
  }

  /** By what the ladder weighed of them: all in which an entry named them as offender. */
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
