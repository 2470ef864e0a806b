package nl.tenzij.exception.exemption.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.exception.access.Door;
import nl.tenzij.exception.access.Opened;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.AssessRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.BeginAssessment;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.rules.SchoolDay;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Invalid;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A core team weighs a request and decides on it. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "assessment")
public class AssessmentResource {

  private final People people;
  private final Door door;
  private final SchoolRules rules;
  private final Commands commands;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  public AssessmentResource(
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
  @Path("/{exemption}/core-team")
  @Roles("care-coordinator")
  @Operation(
      summary = "Give a complete request to a core team",
      description =
          "At least three people in two roles, each named once; a care coordinator chairs it. Who"
              + " assesses holds the role: mentor, care coordinator, or core team for an expert."
              + " Each is on the school's staff by the roster. No parent of the pupil sits on it:"
              + " `own-child`.")
  @APIResponse(responseCode = "200", description = "Under assessment")
  public Uni<RestResponse<ExemptionView>> begin(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull TeamRequest request) {
    return door.openForStaff(school, exemption)
        .call(opened -> works(opened, request.team()))
        .chain(
            opened ->
                parents(opened)
                    .chain(
                        parents ->
                            today(
                                opened,
                                today ->
                                    new BeginAssessment(
                                        request.team(), today.criteria(), parents))));
  }

  @PUT
  @Path("/{exemption}/core-team")
  @Roles({"care-coordinator", "head"})
  @Operation(
      operationId = "replaceCoreTeam",
      summary = "Replace a core team, where somebody can't go on",
      description =
          "As long as it is not decided. Who has assessed stays, in that role, but a"
              + " parent of the pupil; who comes is on the school's staff by the roster. Once"
              + " somebody has, each who goes is replaced by one other (`not-one-for-one`), with a"
              + " `reason` that is kept. Where all have assessed and neither can be decided, one more"
              + " is named, by somebody else than who asked (`asker-names-another`); a head, too,"
              + " names one more then, not themself (`head-names-another`), and does nothing else"
              + " here (`head-names-one-more`). Where its chair has left the school or turns out to"
              + " be a parent of the pupil, or the request is not decided on within the policy's"
              + " term, a care coordinator takes the chair with a reason, by naming themself as"
              + " `CHAIR`: writes the decision and gets no vote by it (`chair-has-not-left`,"
              + " `chair-not-taken`). A parent who sits on it goes with it, for somebody else.")
  @APIResponse(responseCode = "200", description = "Under assessment by the new one")
  public Uni<RestResponse<ExemptionView>> replace(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull ReplacementRequest request) {
    return door.openForStaff(school, exemption)
        .call(opened -> works(opened, request.team()))
        .chain(
            opened ->
                parents(opened)
                    .chain(
                        parents ->
                            awaitedNoLonger(opened)
                                .map(gone -> request.command(opened, parents, gone)))
                    .chain(command -> send(opened, command)));
  }

  /** All who chair it once it is overdue; before, those of them who left. */
  private Uni<Set<String>> awaitedNoLonger(Opened opened) {
    return rules
        .today(opened.stream().board(), opened.stream().school())
        .chain(
            today ->
                isOverdue(opened, today)
                    ? Uni.createFrom().item(Set.copyOf(chairs(opened)))
                    : gone(opened));
  }

  private static boolean isOverdue(Opened opened, SchoolDay today) {
    return opened
        .exemption()
        .asking()
        .submitted()
        .filter(day -> today.date().isAfter(day.plus(today.decidedWithin())))
        .isPresent();
  }

  private static List<String> chairs(Opened opened) {
    return opened.exemption().team().map(CoreTeam::chairs).orElse(List.of());
  }

  /** Those who chair it and no longer work at the school. */
  private Uni<Set<String>> gone(Opened opened) {
    return Multi.createFrom()
        .iterable(chairs(opened))
        .onItem()
        .transformToUniAndConcatenate(
            chair ->
                people
                    .staff(opened.stream().school(), List.of(chair), "members")
                    .replaceWith(Set.<String>of())
                    .onFailure(Invalid.class)
                    .recoverWithItem(Set.of(chair)))
        .collect()
        .<Set<String>>in(HashSet::new, Set::addAll);
  }

  @POST
  @Path("/{exemption}/assessments")
  @Roles({"care-coordinator", "core-team", "mentor"})
  @Operation(
      operationId = "assessExemption",
      summary = "Assess a request as a member of its core team",
      description = "In place of what the same member held before.")
  @APIResponse(responseCode = "200", description = "Assessed")
  public Uni<RestResponse<ExemptionView>> assess(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull AssessmentRequest request) {
    return door.openForStaff(school, exemption)
        .chain(
            opened ->
                send(
                    opened,
                    new AssessRequest(
                        request.assessment(opened.pupil(), opened.person()),
                        people.seats(opened.stream().school()))));
  }

  @POST
  @Path("/{exemption}/decision")
  @Roles("care-coordinator")
  @Operation(
      operationId = "decideOnExemption",
      summary = "Write down what the core team decides",
      description =
          "By its chair, carried by most of those who assessed, with its reasons. Without who asked it"
              + " is carried by most too: `asker-decides-alone`.")
  @APIResponse(responseCode = "200", description = "Granted or refused")
  public Uni<RestResponse<ExemptionView>> decide(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @Valid @NotNull DecisionRequest request) {
    return door.openForStaff(school, exemption)
        .chain(
            opened ->
                Sends.unlessEarlier(commands, exemptions, opened, () -> decide(opened, request)));
  }

  private Uni<RestResponse<ExemptionView>> decide(Opened opened, DecisionRequest request) {
    return known(opened, request.granted())
        .chain(() -> parents(opened))
        .chain(
            parents ->
                today(
                    opened,
                    today -> request.command(opened.pupil(), today, parents, opened.person())));
  }

  /** Who has left can be one who has assessed, and stays: only those who come are asked for. */
  private Uni<Void> works(Opened opened, CoreTeam team) {
    return people.staff(
        opened.stream().school(),
        team.members().stream()
            .map(CoreTeam.Member::person)
            .filter(person -> opened.exemption().team().filter(of -> of.includes(person)).isEmpty())
            .toList(),
        "members");
  }

  private Uni<Set<String>> parents(Opened opened) {
    return people.parents(opened.stream().school(), opened.pupil());
  }

  private Uni<Void> known(Opened opened, GrantRequest granted) {
    return granted == null
        ? Uni.createFrom().voidItem()
        : people.contact(opened.stream().school(), granted.contact(), "granted.contact");
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
