package nl.tenzij.exception.exemption.api;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.tenzij.exception.access.Door;
import nl.tenzij.exception.access.Opened;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Checklist;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveMotivation;
import nl.tenzij.exception.exemption.ExemptionCommand.RequestExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SubmitRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.WithdrawExemption;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Tagged;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Asks for an exemption, and takes the asking back. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "exemptions")
public class ExemptionResource {

  private final People people;
  private final Door door;
  private final SchoolRules rules;
  private final ExemptionConfig config;
  private final Commands commands;
  private final ETags tags;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  public ExemptionResource(
      People people,
      Door door,
      SchoolRules rules,
      ExemptionConfig config,
      Commands commands,
      ETags tags,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions) {
    this.people = people;
    this.door = door;
    this.rules = rules;
    this.config = config;
    this.commands = commands;
    this.tags = tags;
    this.exemptions = exemptions;
  }

  @POST
  @Roles({"guardian", "pupil", "care-coordinator", "mentor"})
  @Operation(
      summary = "Request an exemption",
      description =
          "By a guardian for an own child, a pupil who is of age, a mentor for an own pupil, or"
              + " care.")
  @APIResponseSchema(
      value = ExemptionView.class,
      responseCode = "201",
      responseDescription = "Requested")
  public Uni<RestResponse<ExemptionView>> request(
      @PathParam("school") String school, @Valid @NotNull ExemptionRequest request) {
    School at = people.at(school);
    return people
        .reach(at)
        .map(reach -> asker(reach, request.pupil()))
        .chain(
            asker ->
                commands.unlessEarlier(
                    exemptions, at, ExemptionResource::asked, () -> request(at, request, asker)));
  }

  private Uni<RestResponse<ExemptionView>> request(
      School school, ExemptionRequest request, Asker asker) {
    StreamId stream = Exemptions.stream(people.board(), school, UUID.randomUUID());
    return people
        .present(school, request.pupil())
        .invoke(ExemptionResource::known)
        .chain(() -> rules.date(stream.board(), school))
        .chain(
            today ->
                commands
                    .send(exemptions, stream, new RequestExemption(request.request(asker), today))
                    .created(location(stream), ExemptionResource::asked));
  }

  private static ExemptionView asked(Outcome<Exemption> made) {
    return ExemptionView.of(made.stream().id(), (Asked) made.state(), Sight.ofTheAsker());
  }

  private static Asker asker(Reach reach, String pupil) {
    return new Asker(
        reach.person(), reach.asks(pupil).orElseThrow(ExemptionResource::notYoursToAskFor));
  }

  private static void known(boolean present) {
    if (!present) {
      throw notYoursToAskFor();
    }
  }

  /** Says the same of a pupil who is not there and of one who is somebody else's. */
  private static Invalid notYoursToAskFor() {
    return new Invalid("pupil", "unknown", "A pupil for whom you may ask.");
  }

  @GET
  @Tagged
  @Roles({"care-coordinator", "guardian", "mentor", "core-team", "pupil", "head"})
  @Path("/{exemption}")
  @Operation(summary = "Read an exemption")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<ExemptionView>> read(
      @PathParam("school") String school, @PathParam("exemption") UUID exemption) {
    return door.open(school, exemption)
        .map(
            opened ->
                tags.show(
                    opened.version(),
                    ExemptionView.of(exemption, opened.exemption(), Sight.of(opened))));
  }

  @GET
  @Roles({"care-coordinator", "guardian", "mentor", "core-team", "pupil"})
  @Path("/{exemption}/checklist")
  @Operation(
      operationId = "readExemptionChecklist",
      summary = "What a request needs, may have, and still lacks")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<ChecklistView> checklist(
      @PathParam("school") String school, @PathParam("exemption") UUID exemption) {
    return door.open(school, exemption, Opened::seesPurpose)
        .chain(
            opened ->
                rules
                    .today(opened.stream().board(), opened.stream().school())
                    .map(
                        today ->
                            Checklist.of(
                                opened.exemption(),
                                config.completeWithin(),
                                today.decidedWithin())))
        .map(ChecklistView::of);
  }

  @POST
  @Roles({"pupil", "guardian", "care-coordinator", "mentor"})
  @Path("/{exemption}/motivation")
  @Operation(summary = "Give the pupil's own words, or give them anew")
  @APIResponse(responseCode = "200", description = "Given")
  public Uni<RestResponse<ExemptionView>> motivate(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull MotivationRequest request) {
    return door.open(school, exemption, opened -> opened.isThePupil() || opened.mayAct())
        .chain(
            opened ->
                send(
                    opened,
                    new GiveMotivation(
                        Personal.of(opened.pupil(), request.motivation()), opened.person())));
  }

  @POST
  @Roles({"guardian", "pupil", "care-coordinator", "mentor"})
  @Path("/{exemption}/submission")
  @Operation(summary = "Submit a request as complete")
  @APIResponse(responseCode = "200", description = "Complete")
  public Uni<RestResponse<ExemptionView>> submit(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull SubmissionRequest request) {
    return door.open(school, exemption, Opened::mayAct)
        .chain(
            opened ->
                rules
                    .date(opened.stream().board(), opened.stream().school())
                    .chain(
                        today ->
                            send(
                                opened,
                                new SubmitRequest(
                                    request.motivation(opened.pupil()), today, opened.person()))));
  }

  @POST
  @Roles({"guardian", "pupil", "care-coordinator", "mentor"})
  @Path("/{exemption}/withdrawal")
  @Operation(
      summary = "Withdraw a request, or an exemption in force",
      description =
          "By who asked for it, until it is decided, or by a guardian of the pupil, or the pupil who is"
              + " of age, at any time.")
  @APIResponse(responseCode = "200", description = "Withdrawn or ended")
  public Uni<RestResponse<ExemptionView>> withdraw(
      @PathParam("school") String school, @PathParam("exemption") UUID exemption) {
    return door.open(school, exemption, Opened::mayAct)
        .chain(
            opened ->
                rules
                    .date(opened.stream().board(), opened.stream().school())
                    .chain(
                        today ->
                            send(
                                opened,
                                new WithdrawExemption(
                                    opened.person(), opened.capacity().orElseThrow(), today))));
  }

  private Uni<RestResponse<ExemptionView>> send(Opened opened, ExemptionCommand command) {
    return Sends.ok(commands, exemptions, opened, command);
  }

  private static String location(StreamId stream) {
    return "/api/v1/schools/" + stream.school() + "/exemptions/" + stream.id();
  }
}
