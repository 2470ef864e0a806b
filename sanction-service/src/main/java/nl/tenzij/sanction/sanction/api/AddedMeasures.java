package nl.tenzij.sanction.sanction.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.NotRecorded;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.ladder.Standing;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.StandingCommand;
import nl.tenzij.sanction.ladder.StandingEvent;
import nl.tenzij.sanction.ladder.Standings;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.AddMeasure;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.sanction.api.SanctionView.Sight;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * More than one measure can follow from one incident: a report to the police beside a suspension.
 */
@Path("/api/v1/schools/{school}/incidents/{incident}/sanctions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sanctions")
public class AddedMeasures {

  private final Staff staff;
  private final Schools schools;
  private final Pool pool;
  private final Commands commands;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;
  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;
  private final CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  public AddedMeasures(
      Staff staff,
      Schools schools,
      Pool pool,
      Commands commands,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents,
      CommandHandler<StandingCommand, Standing, StandingEvent> standings,
      CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions) {
    this.staff = staff;
    this.schools = schools;
    this.pool = pool;
    this.commands = commands;
    this.incidents = incidents;
    this.standings = standings;
    this.sanctions = sanctions;
  }

  /** It is proposed by this; who is heard, and who imposes and confirms it, is as for any other. */
  @POST
  @Roles("head")
  @Operation(operationId = "addMeasure", summary = "Add a measure beside what the ladder proposes")
  @APIResponseSchema(
      value = SanctionView.class,
      responseCode = "201",
      responseDescription = "Proposed")
  public Uni<RestResponse<SanctionView>> add(
      @PathParam("school") String school,
      @PathParam("incident") UUID incident,
      @Valid @NotNull AddedMeasureRequest request) {
    School at = staff.asHeadAt(school);
    return staff
        .isNoParentOf(at, List.of(request.pupil()))
        .chain(() -> schools.ofAge(staff.board(), at, request.pupil(), pool))
        .map(ofAge -> new Sight(true, true, ofAge))
        .chain(
            sight ->
                commands.unlessEarlier(
                    sanctions,
                    at,
                    outcome -> view(outcome, sight),
                    () -> add(at, incident, request, sight)));
  }

  private Uni<RestResponse<SanctionView>> add(
      School at, UUID incident, AddedMeasureRequest request, Sight sight) {
    return offence(at, incident, request.pupil())
        .chain(
            seen ->
                counted(at, incident, request.pupil())
                    .call(counted -> addedOnce(at, counted, request))
                    .chain(
                        counted -> send(at, command(at, seen, counted, request), counted, sight)));
  }

  /** Also where the pupil was named anew since, and what was decided then holds. */
  private Uni<Void> addedOnce(School at, Counted counted, AddedMeasureRequest request) {
    var on = new Case(counted.incident(), request.pupil());
    return Multi.createFrom()
        .iterable(counted.entries())
        .filter(entry -> entry != counted.entry())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                sanctions.load(Sanctions.added(staff.board(), at, on, entry, request.measure())))
        .filter(loaded -> loaded.state() instanceof Known known && known.holds())
        .toUni()
        .onItem()
        .ifNotNull()
        .failWith(() -> new Refused("measure-added-before", "This measure was added before."))
        .replaceWithVoid();
  }

  private Uni<OnRecord> offence(School at, UUID incident, String pupil) {
    return incidents
        .load(Incidents.stream(staff.board(), at, incident))
        .map(
            loaded ->
                switch (loaded.state()) {
                  case NotRecorded _ -> throw new NotYours();
                  case OnRecord seen when !seen.observed().offenders().contains(pupil) ->
                      throw new Invalid("pupil", "no-offender", "An offender of this incident.");
                  case OnRecord seen -> seen;
                });
  }

  private Uni<Counted> counted(School at, UUID incident, String pupil) {
    return standings
        .load(Standings.stream(staff.board(), at, pupil))
        .map(
            loaded ->
                loaded
                    .state()
                    .of(incident)
                    .filter(Counted.class::isInstance)
                    .map(Counted.class::cast)
                    .filter(counted -> counted.proposal().isPresent())
                    .orElseThrow(
                        () ->
                            new Refused(
                                "nothing-proposed",
                                "The ladder proposes nothing here, or does not yet.")));
  }

  private AddMeasure command(
      School at, OnRecord seen, Counted counted, AddedMeasureRequest request) {
    return new AddMeasure(
        staff.actor(at),
        new Case(counted.incident(), request.pupil()),
        counted.step(),
        counted.proposal().orElseThrow(),
        request.measure(),
        Personal.of(request.pupil(), request.reason()),
        counted.breach() == Breach.MISUSE,
        seen.verdicts().stream()
            .filter(then -> then.pupil().equals(request.pupil()))
            .findFirst()
            .flatMap(VerdictThen::exempted));
  }

  private Uni<RestResponse<SanctionView>> send(
      School at, AddMeasure command, Counted counted, Sight sight) {
    StreamId stream =
        Sanctions.added(staff.board(), at, command.on(), counted.entry(), command.added());
    return commands
        .send(sanctions, stream, command)
        .created(
            "/api/v1/schools/" + at + "/sanctions/" + stream.id(), outcome -> view(outcome, sight));
  }

  private static SanctionView view(Outcome<Sanction> outcome, Sight sight) {
    return SanctionView.of(outcome.stream().id(), (Known) outcome.state(), sight, null);
  }
}
