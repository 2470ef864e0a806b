package nl.tenzij.exception.exemption.api;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import nl.tenzij.exception.access.Door;
import nl.tenzij.exception.access.Opened;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveGuidance;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldTalk;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RevokeExemption;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Review;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.rules.SchoolDay;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Commands;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What mentor and care coordinator do with an exemption that was granted. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "support")
public class SupportResource {

  private final People people;
  private final Door door;
  private final SchoolRules rules;
  private final Commands commands;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  public SupportResource(
      People people,
      Door door,
      SchoolRules rules,
      Commands commands,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions) {
    this.people = people;
    this.door = door;
    this.rules = rules;
    this.commands = commands;
    this.exemptions = exemptions;
  }

  @POST
  @Path("/{exemption}/reviews")
  @Roles({"care-coordinator", "mentor"})
  @Operation(
      operationId = "reviewExemption",
      summary = "Write down a review",
      description =
          "With pupil or guardians heard. Only care adjusts or ends by it: when it is due or two weeks"
              + " before (a sooner day that was chosen as `next` does not count: `review-not-due`),"
              + " guardians heard, or with `guardiansUnheard` (why they could not be) and then by"
              + " somebody else than who asked: `asker-reviews`."
              + " It grants no more than the core team did: for more"
              + " there is a new request. After a suspension it is a"
              + " reassessment, also where that was due before this was asked: by care, with pupil,"
              + " guardians and care coordinator all heard (`not-all-heard`), and with `causes`. A pupil who was of"
              + " age on its day is heard in any case (`pupil-not-heard`), and no guardians have to be"
              + " (in a reassessment nothing is said of why they were not: `guardians-not-invited`)."
              + " A reassessment is held on the suspension's first day or later (`before-its-suspension`)."
              + " Who was invited to a reassessment and was not heard holds it up no longer, with"
              + " `guardiansUnheard` or `pupilUnheard` (why); it is then adjusted, ended or revoked by"
              + " somebody else than who asked (`asker-reviews`) or suspended (`suspender-reviews`).")
  @APIResponse(responseCode = "200", description = "Goes on, goes on otherwise, or ended")
  public Uni<RestResponse<ExemptionView>> review(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull ReviewRequest request) {
    return door.openForStaff(school, exemption, Opened::looksAfter)
        .invoke(
            opened -> {
              if (request.outcome() != Review.Outcome.CONTINUE && !opened.coordinates()) {
                throw new Forbidden("A care coordinator adjusts or ends an exemption.");
              }
              if (toReassess(opened) && !opened.coordinates()) {
                throw new Forbidden("A care coordinator reassesses an exemption.");
              }
            })
        .chain(
            opened ->
                Sends.unlessEarlier(commands, exemptions, opened, () -> review(opened, request)));
  }

  private Uni<RestResponse<ExemptionView>> review(Opened opened, ReviewRequest request) {
    return known(opened, request.adjusted())
        .chain(
            () ->
                onItsDay(
                    opened,
                    request.on(),
                    (today, ofAge) ->
                        request.command(opened.pupil(), ofAge, today, opened.person())));
  }

  private static boolean toReassess(Opened opened) {
    return opened
        .exemption()
        .granted()
        .filter(active -> active.schedule().isToReassess())
        .isPresent();
  }

  private Uni<Void> known(Opened opened, GrantRequest adjusted) {
    return adjusted == null
        ? Uni.createFrom().voidItem()
        : people.contact(opened.stream().school(), adjusted.contact(), "adjusted.contact");
  }

  @POST
  @Path("/{exemption}/talks")
  @Roles({"care-coordinator", "mentor"})
  @Operation(
      operationId = "recordExemptionTalk",
      summary = "Write down an informative talk",
      description =
          "The first layer of the response to use that is not as agreed: with pupil or guardians; with"
              + " a pupil who was of age on its day in any case (`pupil-not-heard`).")
  @APIResponse(responseCode = "200", description = "Written down")
  public Uni<RestResponse<ExemptionView>> talk(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull TalkRequest request) {
    return door.openForStaff(school, exemption, Opened::looksAfter)
        .chain(
            opened ->
                onItsDay(
                    opened,
                    request.on(),
                    (today, ofAge) ->
                        new HoldTalk(
                            request.talk(opened.pupil(), opened.person()), today.date(), ofAge)));
  }

  @POST
  @Path("/{exemption}/guidance")
  @Roles({"care-coordinator", "mentor"})
  @Operation(
      operationId = "recordGuidance",
      summary = "Agree on a guiding measure",
      description = "The second layer, from today or a later day on.")
  @APIResponse(responseCode = "200", description = "Agreed")
  public Uni<RestResponse<ExemptionView>> guide(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull GuidanceRequest request) {
    return door.openForStaff(school, exemption, Opened::looksAfter)
        .chain(
            opened ->
                today(
                    opened,
                    today ->
                        new GiveGuidance(
                            request.guidance(opened.pupil(), opened.person()), today.date())));
  }

  @POST
  @Path("/{exemption}/suspension")
  @Roles("care-coordinator")
  @Operation(
      operationId = "suspendExemption",
      summary = "Suspend an exemption",
      description =
          "The third layer, for use that is again not as agreed on a day (`seenAgain`) after a guiding"
              + " measure began: from today, until a day, with conditions. No longer than the policy"
              + " lets a temporary exemption go without a review: 8 weeks where it says nothing.")
  @APIResponse(responseCode = "200", description = "Suspended")
  public Uni<RestResponse<ExemptionView>> suspend(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull SuspensionRequest request) {
    return door.openForStaff(school, exemption)
        .chain(
            opened ->
                today(opened, today -> request.command(opened.pupil(), today, opened.person())));
  }

  @POST
  @Path("/{exemption}/resumption")
  @Roles("care-coordinator")
  @Operation(
      operationId = "resumeExemption",
      summary = "Let a suspended exemption come back",
      description = "Before its day; on it, it comes back by itself.")
  @APIResponse(responseCode = "200", description = "In force")
  public Uni<RestResponse<ExemptionView>> resume(
      @PathParam("school") String school, @PathParam("exemption") UUID exemption) {
    return door.openForStaff(school, exemption)
        .chain(
            opened -> today(opened, today -> new ResumeExemption(today.date(), opened.person())));
  }

  @POST
  @Path("/{exemption}/revocation")
  @Roles("care-coordinator")
  @Operation(
      operationId = "revokeExemption",
      summary = "Take an exemption back",
      description =
          "The last layer: with a reason, after a suspension and the reassessment that follows it."
              + " Where pupil or guardians were not heard in that one, by somebody else than who asked"
              + " (`asker-reviews`) or suspended (`suspender-reviews`).")
  @APIResponse(responseCode = "200", description = "Ended")
  public Uni<RestResponse<ExemptionView>> revoke(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull RevocationRequest request) {
    return door.openForStaff(school, exemption)
        .chain(
            opened ->
                today(
                    opened,
                    today ->
                        new RevokeExemption(
                            Personal.of(opened.pupil(), request.reason()),
                            today.date(),
                            opened.person())));
  }

  /**
   * What was held is written down as it was right on that day.
   *
   * @param command of today, and of whether the pupil was of age then
   */
  private Uni<RestResponse<ExemptionView>> onItsDay(
      Opened opened, LocalDate day, BiFunction<SchoolDay, Boolean, ExemptionCommand> command) {
    return people
        .ofAgeOn(opened.stream().school(), opened.pupil(), day)
        .chain(ofAge -> today(opened, today -> command.apply(today, ofAge)));
  }

  private Uni<RestResponse<ExemptionView>> today(
      Opened opened, Function<SchoolDay, ExemptionCommand> command) {
    return rules
        .today(opened.stream().board(), opened.stream().school())
        .map(command)
        .chain(ready -> send(opened, ready));
  }

  private Uni<RestResponse<ExemptionView>> send(Opened opened, ExemptionCommand command) {
    return Sends.ok(commands, exemptions, opened, command);
  }
}
