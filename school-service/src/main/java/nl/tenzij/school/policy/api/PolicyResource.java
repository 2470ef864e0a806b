package nl.tenzij.school.policy.api;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Adoption;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyCommand.CorrectAdoption;
import nl.tenzij.school.policy.PolicyCommand.DiscardPolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyOverview;
import nl.tenzij.school.policy.PolicyReaders;
import nl.tenzij.school.policy.PolicyRow;
import nl.tenzij.school.policy.PolicyTemplates;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Start;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.api.Startings.Starting;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school writes its policy. */
@Path("/api/v1/schools/{school}/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyResource {

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Consistency consistency;
  @Inject Startings startings;
  @Inject SchoolPolicies schoolPolicies;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  /**
   * What a policy begins with.
   *
   * @param ofTheBoard whether that is a template of the board's own
   */
  private record Beginning(Topic topic, Start start, Content content, boolean ofTheBoard) {

    Beginning(Topic topic, Start start, Content content) {
      this(topic, start, content, false);
    }

    /** What its own board offers, the school may start from. */
    Bounds within(Bounds bounds) {
      return ofTheBoard ? bounds.offering(start.template()) : bounds;
    }
  }

  @POST
  @Roles("head")
  @Operation(
      summary = "Draft a policy",
      description =
          "From a template, from an earlier policy of the school, or with a content of its own. With"
              + " adopted: brings in the policy that the school had before it used the product, in"
              + " force, as the first on its topic.")
  @APIResponseSchema(
      value = PolicyView.class,
      responseCode = "201",
      responseDescription = "Drafted, or in force where it was adopted")
  public Uni<RestResponse<PolicyView>> draft(
      @PathParam("school") String school,
      @QueryParam("template") String template,
      @QueryParam("earlier") UUID earlier,
      @Valid @NotNull DraftRequest request) {
    School at = caller.at(school);
    oneStart(template, earlier, request);
    return commands.unlessEarlier(
        policies, at, schoolPolicies::view, () -> draft(at, template, earlier, request));
  }

  private Uni<RestResponse<PolicyView>> draft(
      School at, String template, UUID earlier, DraftRequest request) {
    StreamId stream = schoolPolicies.stream(at, UUID.randomUUID());
    return beginning(at, template, earlier, request)
        .chain(beginning -> command(at, stream, beginning, request.adopted()))
        .chain(
            command ->
                commands
                    .send(policies, stream, command)
                    .created(location(stream), schoolPolicies::view));
  }

  private Uni<PolicyCommand> command(
      School school, StreamId stream, Beginning beginning, AdoptionText adopted) {
    return schoolPolicies
        .registered(school)
        .map(RegisteredSchool::sector)
        .chain(
            sector ->
                adopted == null
                    ? schoolPolicies
                        .bounds()
                        .map(within -> drafted(stream, sector, beginning, within))
                    : adopt(school, stream, sector, beginning, adopted.toAdoption()));
  }

  private Uni<PolicyCommand> adopt(
      School school, StreamId stream, Sector sector, Beginning beginning, Adoption adoption) {
    return schoolPolicies
        .periods(school, beginning.topic())
        .map(before -> !before.isEmpty())
        .chain(
            onRecord ->
                schoolPolicies
                    .now(school)
                    .map(
                        now ->
                            new AdoptPolicy(
                                stream.id(),
                                beginning.topic(),
                                sector,
                                beginning.start(),
                                beginning.content(),
                                adoption,
                                onRecord,
                                now)));
  }

  private static PolicyCommand drafted(
      StreamId stream, Sector sector, Beginning beginning, Bounds within) {
    return new DraftPolicy(
        stream.id(),
        beginning.topic(),
        sector,
        beginning.start(),
        beginning.content(),
        beginning.within(within));
  }

  private static void oneStart(String template, UUID earlier, DraftRequest request) {
    long starts =
        Stream.of(template, earlier, request.content()).filter(start -> start != null).count();
    if (starts == 0) {
      throw new Invalid(
          "content", "required", "A content, a template by ?template= or a policy by ?earlier=.");
    }
    if (starts > 1) {
      throw new Invalid("content", "ambiguous", "A content, a template or an earlier policy: one.");
    }
    if (request.content() != null && request.topic() == null) {
      throw new Invalid("topic", "required", "A topic goes with the content.");
    }
  }

  private Uni<Beginning> beginning(
      School school, String template, UUID earlier, DraftRequest request) {
    if (earlier != null) {
      return schoolPolicies
          .visible(school, earlier)
          .map(Loaded::state)
          .chain(
              before ->
                  edition(school, before.topic(), before.origin().start().edition())
                      .map(
                          edition ->
                              new Beginning(
                                  before.topic(),
                                  new Start(null, earlier, edition),
                                  before.content())));
    }
    if (template != null) {
      return starting(template)
          .chain(
              starting ->
                  edition(school, starting.template().topic(), 0)
                      .map(
                          edition ->
                              new Beginning(
                                  starting.template().topic(),
                                  new Start(template, null, edition),
                                  starting.template().content(),
                                  starting.ofTheBoard())));
    }
    return edition(school, request.topic(), 0)
        .map(
            edition ->
                new Beginning(
                    request.topic(),
                    new Start(null, null, edition),
                    PolicyTexts.content(request.content())));
  }

  /** One more than what it begins with, and than what was in force last. */
  private Uni<Integer> edition(School school, Topic topic, int earlier) {
    return schoolPolicies
        .last(school, topic)
        .map(last -> 1 + Math.max(earlier, last.map(each -> each.start().edition()).orElse(0)));
  }

  private Uni<Starting> starting(String name) {
    return startings
        .find(name)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new Invalid(
                            "template",
                            "unknown",
                            "One of "
                                + String.join(", ", PolicyTemplates.NAMES)
                                + ", or one that the board offers.")));
  }

  private static String location(StreamId stream) {
    return "/api/v1/schools/" + stream.school() + "/policies/" + stream.id();
  }

  @GET
  @Roles({
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  })
  @WithSession
  @Operation(summary = "List a school's policies, newest first")
  public Uni<RestResponse<Listing<PolicyListItem>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = caller.at(school);
    List<Life> lives = PolicyReaders.sees(caller.roles(at));
    long before = page.after(1, keys -> Long.parseLong(keys.getFirst())).orElse(Long.MAX_VALUE);
    return consistency
        .reached(PolicyOverview.NAME)
        .chain(() -> PolicyRow.page(caller.board(), at, lives, before, page.toRead()))
        .map(
            rows ->
                page.answer(
                    rows, row -> Cursor.of(Long.toString(row.position)), PolicyListItem::of));
  }

  @GET
  @Path("/{policy}")
  @Roles({
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  })
  @Operation(summary = "Read a policy, and how far it is")
  public Uni<RestResponse<PolicyView>> read(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school);
    return schoolPolicies
        .visible(at, policy)
        .map(
            loaded ->
                RestResponse.ResponseBuilder.ok(schoolPolicies.view(loaded.state()))
                    .header(HttpHeaders.ETAG, ETags.of(loaded.version()))
                    .build());
  }

  @DELETE
  @Path("/{policy}")
  @Roles("head")
  @Operation(
      operationId = "discardPolicy",
      summary = "Throw a draft away",
      description =
          "Nobody sees it any more. What lies before the council, or is on its way, is withdrawn"
              + " first; what the council said no to stays: 409 council-said-no.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<Void>> discard(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school);
    return schoolPolicies
        .today(at)
        .chain(today -> schoolPolicies.send(at, policy, new DiscardPolicy(today)))
        .chain(sending -> sending.needsMatch().noContent());
  }

  @PUT
  @Path("/{policy}/adoption")
  @Roles("head")
  @Operation(
      operationId = "correctAdoption",
      summary = "Correct what was brought in as the policy that the school had",
      description =
          "From a template, or with a content of its own, and with all of its way once more: as long"
              + " as nothing came after it, no other policy on its topic, no evaluation and no"
              + " consent of the council, and for 14 days after it was brought in. Since when it"
              + " binds stays.")
  public Uni<RestResponse<PolicyView>> correct(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @QueryParam("template") String template,
      @Valid @NotNull DraftRequest request) {
    School at = caller.at(school);
    oneStart(template, null, request);
    if (request.adopted() == null) {
      throw new Invalid("adopted", "required", "How the school came by it.");
    }
    return schoolPolicies
        .visible(at, policy)
        .map(Loaded::state)
        .chain(
            known ->
                beginning(at, template, null, request)
                    .chain(beginning -> correction(at, known, beginning, request.adopted())))
        .chain(command -> schoolPolicies.send(at, policy, command))
        .chain(sending -> sending.needsMatch().ok(schoolPolicies::view));
  }

  private Uni<PolicyCommand> correction(
      School school, SchoolPolicy known, Beginning beginning, AdoptionText adopted) {
    if (beginning.topic() != known.topic()) {
      throw new Invalid("topic", "other", "The topic that the policy is on.");
    }
    Start start = new Start(beginning.start().template(), null, known.origin().start().edition());
    return schoolPolicies
        .isBuiltOn(school, known)
        .chain(
            builtOn ->
                schoolPolicies
                    .broughtIn(school, known.policy())
                    .chain(
                        broughtIn ->
                            schoolPolicies
                                .now(school)
                                .map(
                                    now ->
                                        new CorrectAdoption(
                                            start,
                                            beginning.content(),
                                            adopted.toAdoption(),
                                            builtOn,
                                            broughtIn,
                                            now))));
  }

  @PUT
  @Path("/{policy}/content")
  @Roles("head")
  @Operation(summary = "Change what a draft says")
  public Uni<RestResponse<PolicyView>> revise(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull PolicyText content) {
    School at = caller.at(school);
    Content next = PolicyTexts.content(content);
    return schoolPolicies
        .bounds()
        .chain(within -> schoolPolicies.send(at, policy, new ReviseContent(next, within)))
        .chain(sending -> sending.needsMatch().ok(schoolPolicies::view));
  }
}
