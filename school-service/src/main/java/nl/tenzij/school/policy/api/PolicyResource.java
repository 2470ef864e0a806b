package nl.tenzij.school.policy.api;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyOverview;
import nl.tenzij.school.policy.PolicyRow;
import nl.tenzij.school.policy.PolicyTemplates;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school makes its policy with its participation council. */
@Path("/api/v1/schools/{school}/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyResource {

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Consistency consistency;
  @Inject Clock clock;
  @Inject PolicyTemplates templates;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  @POST
  @Operation(
      summary = "Draft a policy",
      description = "From a template, or with a content of its own.")
  @APIResponse(responseCode = "201", description = "Drafted")
  public Uni<RestResponse<PolicyView>> draft(
      @PathParam("school") String school,
      @QueryParam("template") String template,
      @Valid @NotNull DraftRequest request) {
    School at = caller.at(school, "head");
    Template start = start(template, request);
    StreamId stream = Policies.stream(caller.board(), at, UUID.randomUUID());
    return registered(at)
        .chain(
            known ->
                commands
                    .send(policies, stream, command(stream, template, start, known))
                    .created(location(stream), PolicyResource::view));
  }

  private Template start(String template, DraftRequest request) {
    boolean hasContent = request.content() != null;
    if (template == null && !hasContent) {
      throw new Invalid("content", "required", "A content, or a template by ?template=.");
    }
    if (template == null && request.topic() == null) {
      throw new Invalid("topic", "required", "A topic goes with the content.");
    }
    if (template != null && hasContent) {
      throw new Invalid("content", "ambiguous", "A content or a template, not both.");
    }
    return template == null
        ? new Template(request.topic(), request.content().toContent())
        : templates
            .find(template)
            .orElseThrow(
                () ->
                    new Invalid(
                        "template",
                        "unknown",
                        "One of " + String.join(", ", PolicyTemplates.NAMES) + "."));
  }

  private Uni<RegisteredSchool> registered(School school) {
    return schools
        .load(Schools.stream(caller.board(), school))
        .map(Loaded::state)
        .invoke(
            known -> {
              if (!known.isRegistered()) {
                throw new Refused(
                    "school-not-registered", "the school comes in with its first roster");
              }
            });
  }

  private static DraftPolicy command(
      StreamId stream, String template, Template start, RegisteredSchool school) {
    return new DraftPolicy(stream.id(), start.topic(), school.sector(), template, start.content());
  }

  private static String location(StreamId stream) {
    return "/api/v1/schools/" + stream.school() + "/policies/" + stream.id();
  }

  @GET
  @WithSession
  @Operation(summary = "List a school's policies, newest first")
  public Uni<RestResponse<Listing<PolicyListItem>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = caller.at(school, PolicyReaders.ROLES);
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
  @Operation(summary = "Read a policy, and how far it is")
  public Uni<RestResponse<PolicyView>> read(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school, PolicyReaders.ROLES);
    List<Life> lives = PolicyReaders.sees(caller.roles(at));
    return policies
        .load(Policies.stream(caller.board(), at, policy))
        .map(
            loaded -> {
              if (!lives.contains(loaded.state().life())) {
                throw new NotYours();
              }
              return RestResponse.ResponseBuilder.ok(PolicyView.of(loaded.state()))
                  .header(HttpHeaders.ETAG, ETags.of(loaded.version()))
                  .build();
            });
  }

  @PUT
  @Path("/{policy}/content")
  @Operation(summary = "Change what a draft says")
  public Uni<RestResponse<PolicyView>> revise(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull PolicyText content) {
    School at = caller.at(school, "head");
    return existing(at, policy)
        .chain(
            stream ->
                commands
                    .send(policies, stream, new ReviseContent(content.toContent()))
                    .needsMatch()
                    .ok(PolicyResource::view));
  }

  @POST
  @Path("/{policy}/consultations")
  @Operation(summary = "Record a talk with teachers, parents or pupils")
  public Uni<RestResponse<PolicyView>> consult(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ConsultationRequest talk) {
    School at = caller.at(school, "head");
    return tell(at, policy, new RecordConsultation(talk.toConsultation()));
  }

  @POST
  @Path("/{policy}/submission")
  @Operation(summary = "Lay a policy before the participation council")
  public Uni<RestResponse<PolicyView>> submit(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school, "head");
    return tell(at, policy, zone -> new SubmitPolicy(today(zone)));
  }

  @POST
  @Path("/{policy}/consents")
  @Operation(summary = "Record what the own section of the council decided")
  public Uni<RestResponse<PolicyView>> consent(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ConsentRequest consent) {
    School at = caller.at(school, "mr-member");
    String member = caller.actor();
    return tell(at, policy, zone -> consent(consent, member, zone));
  }

  private PolicyCommand consent(ConsentRequest consent, String member, ZoneId zone) {
    LocalDate on = consent.on() == null ? today(zone) : consent.on();
    String reason = consent.reason() == null ? "" : consent.reason();
    return consent.given()
        ? new GiveConsent(consent.section(), member, on)
        : new WithholdConsent(consent.section(), member, on, reason);
  }

  @POST
  @Path("/{policy}/publication")
  @Operation(summary = "Record that the policy was made known to those it binds")
  public Uni<RestResponse<PolicyView>> publish(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull PublicationRequest publication) {
    School at = caller.at(school, "head");
    return tell(at, policy, published(publication));
  }

  private PublishPolicy published(PublicationRequest publication) {
    boolean toAll = publication.to() == null;
    boolean now = publication.at() == null;
    return new PublishPolicy(
        toAll ? EnumSet.allOf(Bound.class) : publication.to(),
        now ? clock.instant() : publication.at().toInstant());
  }

  @POST
  @Path("/{policy}/activation")
  @Operation(summary = "Bring a policy in force")
  public Uni<RestResponse<PolicyView>> activate(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ActivationRequest activation) {
    School at = caller.at(school, "head");
    Instant now = clock.instant();
    Instant from = activation.from() == null ? now : activation.from().toInstant();
    return tell(at, policy, new ActivatePolicy(from, now));
  }

  private interface InZone {
    PolicyCommand command(ZoneId zone);
  }

  private Uni<RestResponse<PolicyView>> tell(School school, UUID policy, InZone command) {
    return registered(school)
        .map(known -> command.command(known.timeZone()))
        .chain(made -> tell(school, policy, made));
  }

  private Uni<RestResponse<PolicyView>> tell(School school, UUID policy, PolicyCommand command) {
    return existing(school, policy)
        .chain(stream -> commands.send(policies, stream, command).ok(PolicyResource::view));
  }

  private LocalDate today(ZoneId zone) {
    return LocalDate.now(clock.withZone(zone));
  }

  private Uni<StreamId> existing(School school, UUID policy) {
    StreamId stream = Policies.stream(caller.board(), school, policy);
    return policies
        .load(stream)
        .map(
            loaded -> {
              if (loaded.version() == 0) {
                throw new NotYours();
              }
              return stream;
            });
  }

  private static PolicyView view(Outcome<SchoolPolicy> outcome) {
    return PolicyView.of(outcome.state());
  }
}
