package nl.tenzij.sanction.incident.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Problem;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.NotRecorded;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentCommand.CorrectIncident;
import nl.tenzij.sanction.incident.IncidentCommand.RecordIncident;
import nl.tenzij.sanction.incident.IncidentDecider;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.SchoolSecrets;
import nl.tenzij.sanction.incident.api.Observing.Reporter;
import nl.tenzij.sanction.refusal.ToldRefusals;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Puts on record what a member of staff saw. */
@Path("/api/v1/schools/{school}/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentResource {

  private final Staff staff;
  private final Schools schools;
  private final Pool pool;
  private final Observing observing;
  private final Clock clock;
  private final Commands commands;
  private final ETags tags;
  private final Dossier dossier;
  private final SchoolSecrets secrets;
  private final ToldRefusals refusals;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;

  public IncidentResource(
      Staff staff,
      Schools schools,
      Pool pool,
      Observing observing,
      Clock clock,
      Commands commands,
      ETags tags,
      Dossier dossier,
      SchoolSecrets secrets,
      ToldRefusals refusals,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents) {
    this.staff = staff;
    this.schools = schools;
    this.pool = pool;
    this.observing = observing;
    this.clock = clock;
    this.commands = commands;
    this.tags = tags;
    this.dossier = dossier;
    this.secrets = secrets;
    this.refusals = refusals;
    this.incidents = incidents;
  }

  /**
   * The ladder of the policy in force then proposes what follows, for each offender. Offenders of a
   * violation whom who records it does not teach are named one at a time; that such a one is
   * refused since it was allowed, or under no ban, is noted, for head and care coordinator to read.
   */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      summary = "Record an incident",
      description =
          "What happened in the present school year, from 1 August; care coordinator and head look"
              + " back further, two years mostly (else too-long-ago). In a lesson the answer tells"
              + " by which subject the verdict was taken; where it tells none, it was not known.")
  @APIResponseSchema(
      value = IncidentView.class,
      responseCode = "201",
      responseDescription = "On record")
  @APIResponse(
      responseCode = "409",
      description =
          "A rule forbids this: under a verdict that allowed it, say. What is on record already is"
              + " named by Location",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = UseWasAllowed.Body.class)))
  public Uni<RestResponse<IncidentView>> record(
      @PathParam("school") String school, @Valid @NotNull IncidentRequest request) {
    School at = staff.at(school);
    return staff
        .children(at)
        .chain(
            children ->
                commands.unlessEarlier(
                    incidents,
                    at,
                    outcome -> reported(outcome, children),
                    () ->
                        observing
                            .complete(request, "", Reporter.of(staff, at, staff.person()))
                            .chain(witnessed -> record(at, witnessed, children))));
  }

  private Uni<RestResponse<IncidentView>> record(
      School at, Witnessed witnessed, Set<String> children) {
    return secrets
        .of(staff.board(), at)
        .map(
            secret ->
                Incidents.seen(staff.board(), at, secret, staff.person(), witnessed.observed()))
        .chain(stream -> record(stream, witnessed, children));
  }

  private Uni<RestResponse<IncidentView>> record(
      StreamId stream, Witnessed witnessed, Set<String> children) {
    var command =
        new RecordIncident(
            witnessed.observed(),
            witnessed.verdicts(),
            witnessed.broughtRightly(),
            staff.person(),
            witnessed.untold().isEmpty(),
            clock.instant());
    return commands
        .send(incidents, stream, command)
        // mostly it is not there yet; where it is, that is noticed
        .begins()
        .created(location(stream), outcome -> reported(outcome, children))
        .onFailure(IncidentResource::tellsOfPupils)
        .recoverWithUni(refused -> noted(stream, witnessed, refused))
        .onFailure(IncidentResource::wasAllowed)
        .transform(refused -> new UseWasAllowed((Refused) refused, stream.school(), witnessed))
        .onFailure(IncidentResource::isOnRecord)
        .transform(refused -> new AlreadyOnRecord((Refused) refused, location(stream)));
  }

  /** Before it is told: what can't be noted is not told either. */
  private <T> Uni<T> noted(StreamId stream, Witnessed witnessed, Throwable refused) {
    var told =
        new ToldRefusals.About(
            stream.board(),
            stream.school(),
            witnessed.untold((Refused) refused),
            witnessed.observed().category(),
            staff.person());
    return refusals.note(told).chain(() -> Uni.createFrom().failure(refused));
  }

  private static boolean tellsOfPupils(Throwable failure) {
    return wasAllowed(failure) || isRefusal(failure, IncidentDecider.NO_BAN);
  }

  private static boolean wasAllowed(Throwable failure) {
    return isRefusal(failure, IncidentDecider.USE_WAS_ALLOWED);
  }

  private static boolean isOnRecord(Throwable failure) {
    return isRefusal(failure, IncidentDecider.ALREADY_RECORDED);
  }

  private static boolean isRefusal(Throwable failure, String code) {
    return failure instanceof Refused refused && refused.code().equals(code);
  }

  /**
   * By who recorded it, the care coordinator or the head, and no parent of one whom an entry names
   * as offender. The earlier entry stays; a proposal on someone who turns out to be no offender is
   * withdrawn, and what was decided on them says that its breach counts no more.
   */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{incident}/corrections")
  @Operation(
      summary = "Correct an incident by a later entry",
      description =
          "Needs `If-Match`, with the tag of the incident as it was read: of two who correct it at"
              + " once the second is told that it was corrected, 412, and reads it again.")
  @APIResponse(responseCode = "200", description = "The incident as it is now")
  @APIResponse(
      responseCode = "409",
      description = "A rule forbids this: under a verdict that allowed it, say",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = UseWasAllowed.Body.class)))
  public Uni<RestResponse<IncidentView>> correct(
      @PathParam("school") String school,
      @PathParam("incident") UUID incident,
      @Valid @NotNull CorrectionRequest request) {
    School at = staff.at(school);
    StreamId stream = Incidents.stream(staff.board(), at, incident);
    return incidents
        .load(stream)
        .map(loaded -> readable(at, loaded))
        .call(loaded -> staff.isNoParentOf(at, loaded.state().named()))
        .chain(
            loaded ->
                staff
                    .children(at)
                    .chain(
                        children ->
                            commands.unlessEarlier(
                                incidents,
                                at,
                                outcome -> entered(outcome, children),
                                () -> correct(stream, loaded.state(), request, children))));
  }

  private Uni<RestResponse<IncidentView>> correct(
      StreamId stream, OnRecord earlier, CorrectionRequest request, Set<String> children) {
    return observing
        .complete(request.observed(), "observed.", Reporter.of(staff, stream.school(), earlier))
        .chain(witnessed -> correct(stream, witnessed, request.reason(), children));
  }

  private Uni<RestResponse<IncidentView>> correct(
      StreamId stream, Witnessed witnessed, String reason, Set<String> children) {
    var command =
        new CorrectIncident(
            witnessed.observed(),
            witnessed.verdicts(),
            witnessed.broughtRightly(),
            Personal.of(witnessed.subject(), reason),
            staff.person(),
            witnessed.untold().isEmpty(),
            clock.instant());
    return commands
        .send(incidents, stream, command)
        .needsMatch()
        .ok(outcome -> entered(outcome, children))
        .onFailure(IncidentResource::tellsOfPupils)
        .recoverWithUni(refused -> noted(stream, witnessed, refused))
        .onFailure(IncidentResource::wasAllowed)
        .transform(refused -> new UseWasAllowed((Refused) refused, stream.school(), witnessed));
  }

  private static String location(StreamId stream) {
    return "/api/v1/schools/" + stream.school() + "/incidents/" + stream.id();
  }

  /** What is sent again may have been corrected by others meanwhile. */
  private IncidentView reported(Outcome<Incident> outcome, Set<String> children) {
    return entered(outcome, ((OnRecord) outcome.state()).asToldTo(children), children);
  }

  private IncidentView entered(Outcome<Incident> outcome, Set<String> children) {
    return entered(outcome, (OnRecord) outcome.state(), children);
  }

  /**
   * @param children of the caller: no verdict on them is told
   */
  private IncidentView entered(Outcome<Incident> outcome, OnRecord incident, Set<String> children) {
    boolean whole = staff.readsAll(outcome.stream().school());
    return IncidentView.of(outcome.stream().id(), incident, whole, children, null);
  }

  /**
   * The dossier: what was recorded, and what came of it for each who was named as offender and is
   * not forgotten. Of an own child a parent reads what they reported themselves, and not what came
   * of it.
   */
  @GET
  @Tagged
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{incident}")
  @Operation(summary = "Read an incident and what came of it")
  @APIResponse(responseCode = "200", description = "As it is now")
  @APIResponse(responseCode = "409", description = "Others reported it, of an own child")
  public Uni<RestResponse<IncidentView>> read(
      @PathParam("school") String school, @PathParam("incident") UUID incident) {
    School at = staff.at(school);
    StreamId stream = Incidents.stream(staff.board(), at, incident);
    return incidents
        .load(stream)
        .map(loaded -> readable(at, loaded))
        .call(loaded -> staff.mayOpen(at, loaded.state().reportedBy(), loaded.state().named()))
        .chain(
            loaded ->
                staff
                    .children(at)
                    .map(children -> loaded.state().asToldTo(children))
                    .map(told -> new Loaded<>(told, loaded.version())))
        .chain(loaded -> view(stream, loaded).map(view -> tags.show(loaded.version(), view)));
  }

  private Loaded<OnRecord> readable(School school, Loaded<Incident> loaded) {
    return switch (loaded.state()) {
      case NotRecorded _ -> throw new NotYours();
      case OnRecord onRecord -> {
        staff.mayRead(school, onRecord.reportedBy());
        yield new Loaded<>(onRecord, loaded.version());
      }
    };
  }

  private Uni<IncidentView> view(StreamId stream, Loaded<OnRecord> loaded) {
    OnRecord incident = loaded.state();
    boolean whole = staff.readsAll(stream.school());
    return schools
        .forgotten(stream.board(), incident.named(), pool)
        .chain(forgotten -> staff.untold(stream.school(), forgotten))
        .chain(
            untold ->
                dossier
                    .followUps(stream, others(incident.named(), untold), whole)
                    .map(all -> IncidentView.of(stream.id(), incident, whole, untold, all)));
  }

  private static List<String> others(List<String> named, Set<String> untold) {
    return named.stream().filter(pupil -> !untold.contains(pupil)).toList();
  }
}
