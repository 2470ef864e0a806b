package nl.tenzij.sanction.incident.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was said of an incident at first and in each correction: nothing of it is ever deleted. */
@Path("/api/v1/schools/{school}/incidents/{incident}/entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentEntries {

  private final Staff staff;
  private final EventStore store;
  private final EventTypes<IncidentEvent> types;
  private final Schools schools;
  private final Pool pool;

  public IncidentEntries(
      Staff staff, EventStore store, EventTypes<IncidentEvent> types, Schools schools, Pool pool) {
    this.staff = staff;
    this.store = store;
    this.types = types;
    this.schools = schools;
    this.pool = pool;
  }

  /** For those who may read the incident; all of them, since an incident has few. */
  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(summary = "List what was said of an incident, the first entry first")
  @APIResponse(
      responseCode = "200",
      description = "All of it; of an own child what the caller entered")
  @APIResponse(responseCode = "409", description = "Others reported it, of an own child")
  public Uni<Listing<EntryView>> list(
      @PathParam("school") String school, @PathParam("incident") UUID incident) {
    School at = staff.at(school);
    return store
        .read(Incidents.stream(staff.board(), at, incident), types)
        .call(entries -> mayRead(at, entries))
        .chain(entries -> staff.children(at).map(children -> readable(entries, children)))
        .chain(
            entries ->
                schools
                    .forgotten(staff.board(), named(entries), pool)
                    .chain(forgotten -> staff.untold(at, forgotten))
                    .map(
                        untold ->
                            shown(entries, new EntryView.Reader(staff.readsAll(at), untold))));
  }

  private Uni<Void> mayRead(School school, List<Recorded<IncidentEvent>> entries) {
    if (entries.isEmpty() || !(entries.getFirst().event() instanceof IncidentRecorded first)) {
      throw new NotYours();
    }
    staff.mayRead(school, first.by());
    return staff.mayOpen(school, first.by(), named(entries));
  }

  /** Of an own child a parent reads what they entered themselves. */
  private List<Recorded<IncidentEvent>> readable(
      List<Recorded<IncidentEvent>> entries, Set<String> children) {
    return Collections.disjoint(named(entries), children)
        ? entries
        : entries.stream().filter(entry -> by(entry.event()).equals(staff.person())).toList();
  }

  private static String by(IncidentEvent event) {
    return switch (event) {
      case IncidentRecorded first -> first.by();
      case IncidentCorrected later -> later.by();
    };
  }

  /** All whom an entry names as offender: on those it has a verdict. */
  private static Set<String> named(List<Recorded<IncidentEvent>> entries) {
    return entries.stream()
        .flatMap(entry -> observed(entry.event()).offenders().stream())
        .collect(Collectors.toSet());
  }

  private static Observation observed(IncidentEvent event) {
    return switch (event) {
      case IncidentRecorded first -> first.observed();
      case IncidentCorrected later -> later.observed();
    };
  }

  private static Listing<EntryView> shown(
      List<Recorded<IncidentEvent>> entries, EntryView.Reader reader) {
    return new Listing<>(entries.stream().map(entry -> EntryView.of(entry, reader)).toList(), null);
  }
}
