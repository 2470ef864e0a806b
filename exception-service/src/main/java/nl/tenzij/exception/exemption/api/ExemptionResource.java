package nl.tenzij.exception.exemption.api;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.Unasked;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.RequestExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SubmitRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.WithdrawExemption;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Asks for an exemption, and takes the asking back. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "exemptions")
public class ExemptionResource {

  private final People people;
  private final Commands commands;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  public ExemptionResource(
      People people,
      Commands commands,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions) {
    this.people = people;
    this.commands = commands;
    this.exemptions = exemptions;
  }

  /** What the caller found at the door, and what is behind it. */
  private record Opened(StreamId stream, Reach reach, Asked exemption, int version) {

    ExemptionView view() {
      boolean all = reach.seesPurpose(exemption.request().pupil()) || assesses();
      return ExemptionView.of(stream.id(), exemption, all);
    }

    private boolean assesses() {
      return exemption.team().filter(team -> team.includes(reach.person())).isPresent();
    }

    boolean visible() {
      return reach.sees(exemption.request().pupil()) || assesses();
    }

    /** The pupil alone, a head or an assessor changes nothing about a request. */
    boolean mayAct() {
      return reach.asks(exemption.request().pupil()).isPresent();
    }
  }

  @POST
  @Roles({"guardian", "care-coordinator", "mentor"})
  @Operation(
      summary = "Request an exemption",
      description = "By a guardian for an own child, a mentor for an own pupil, or care.")
  @APIResponse(responseCode = "201", description = "Requested")
  public Uni<RestResponse<ExemptionView>> request(
      @PathParam("school") String school, @Valid @NotNull ExemptionRequest request) {
    School at = people.askingAt(school);
    StreamId stream = Exemptions.stream(people.board(), at, UUID.randomUUID());
    return people
        .reach(at)
        .chain(reach -> asker(at, reach, request.pupil()))
        .chain(
            asker -> send(stream, new RequestExemption(request.request(asker)), location(stream)));
  }

  /** Says the same of a pupil who is not there and of one who is somebody else's. */
  private Uni<Asker> asker(School school, Reach reach, String pupil) {
    var capacity =
        reach
            .asks(pupil)
            .orElseThrow(() -> new Invalid("pupil", "unknown", "A pupil for whom you may ask."));
    return people
        .present(school, pupil)
        .map(
            present -> {
              if (!present) {
                throw new Invalid("pupil", "unknown", "A pupil for whom you may ask.");
              }
              return new Asker(reach.person(), capacity);
            });
  }

  @GET
  @Roles({"care-coordinator", "guardian", "mentor", "core-team", "pupil", "head"})
  @Path("/{exemption}")
  @Operation(summary = "Read an exemption")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<ExemptionView>> read(
      @PathParam("school") String school, @PathParam("exemption") UUID exemption) {
    return open(school, exemption)
        .map(
            opened ->
                RestResponse.ResponseBuilder.ok(opened.view())
                    .header(HttpHeaders.ETAG, ETags.of(opened.version()))
                    .build());
  }

  @POST
  @Roles({"guardian", "care-coordinator", "mentor"})
  @Path("/{exemption}/submission")
  @Operation(summary = "Submit a request as complete")
  @APIResponse(responseCode = "200", description = "Complete")
  public Uni<RestResponse<ExemptionView>> submit(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull SubmissionRequest request) {
    return acting(school, exemption)
        .chain(
            opened ->
                send(
                    opened.stream(),
                    new SubmitRequest(
                        request.motivation(opened.exemption().request().pupil()),
                        people.person())));
  }

  @POST
  @Roles({"guardian", "care-coordinator", "mentor"})
  @Path("/{exemption}/withdrawal")
  @Operation(summary = "Withdraw a request, or an exemption in force")
  @APIResponse(responseCode = "200", description = "Withdrawn or ended")
  public Uni<RestResponse<ExemptionView>> withdraw(
      @PathParam("school") String school, @PathParam("exemption") UUID exemption) {
    return acting(school, exemption)
        .chain(opened -> send(opened.stream(), new WithdrawExemption(people.person())));
  }

  private Uni<Opened> open(String school, UUID exemption) {
    School at = people.seeingAt(school);
    StreamId stream = Exemptions.stream(people.board(), at, exemption);
    return people
        .reach(at)
        .chain(reach -> exemptions.load(stream).map(loaded -> opened(stream, reach, loaded)));
  }

  private static Opened opened(StreamId stream, Reach reach, Loaded<Exemption> loaded) {
    return switch (loaded.state()) {
      case Unasked _ -> throw new NotYours();
      case Asked asked -> {
        var opened = new Opened(stream, reach, asked, loaded.version());
        if (!opened.visible()) {
          throw new NotYours();
        }
        yield opened;
      }
    };
  }

  private Uni<Opened> acting(String school, UUID exemption) {
    people.askingAt(school);
    return open(school, exemption)
        .invoke(
            opened -> {
              if (!opened.mayAct()) {
                throw new NotYours();
              }
            });
  }

  private Uni<RestResponse<ExemptionView>> send(
      StreamId stream, ExemptionCommand command, String location) {
    return commands.send(exemptions, stream, command).created(location, ExemptionResource::whole);
  }

  private Uni<RestResponse<ExemptionView>> send(StreamId stream, ExemptionCommand command) {
    return commands.send(exemptions, stream, command).ok(ExemptionResource::whole);
  }

  /** Who may ask for a pupil may know all of it. */
  private static ExemptionView whole(Outcome<Exemption> outcome) {
    return ExemptionView.of(outcome.stream().id(), (Asked) outcome.state(), true);
  }

  private static String location(StreamId stream) {
    return "/api/v1/schools/" + stream.school() + "/exemptions/" + stream.id();
  }
}
