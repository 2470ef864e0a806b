package nl.tenzij.school.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.Section;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** From the talks to the day on which a policy binds. */
@Path("/api/v1/schools/{school}/policies/{policy}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyLifeResource {

  @Inject Caller caller;
  @Inject Clock clock;
  @Inject SchoolPolicies policies;

  @POST
  @Path("/consultations")
  @Roles("head")
  @Operation(summary = "Record a talk with teachers, parents or pupils")
  public Uni<RestResponse<PolicyView>> consult(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ConsultationRequest talk) {
    School at = caller.at(school);
    return policies.tell(at, policy, new RecordConsultation(talk.toConsultation()));
  }

  @POST
  @Path("/submission")
  @Roles("head")
  @Operation(summary = "Lay a policy before the participation council")
  public Uni<RestResponse<PolicyView>> submit(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school);
    return policies
        .today(at)
        .chain(today -> policies.bounds().map(within -> new SubmitPolicy(today, within)))
        .chain(submit -> policies.tell(at, policy, submit));
  }

  @POST
  @Path("/consents")
  @Roles("mr-member")
  @Operation(summary = "Record what the own section of the council decided")
  public Uni<RestResponse<PolicyView>> consent(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ConsentRequest consent) {
    School at = caller.at(school);
    Section own = CouncilSeat.of(caller.roles(at));
    if (consent.section() != null && consent.section() != own) {
      throw new Refused(
          "not-own-section", "a member of the council speaks for the own section only");
    }
    String member = caller.actor();
    return policies
        .today(at)
        .chain(today -> policies.tell(at, policy, decided(own, consent, member, today)));
  }

  private static PolicyCommand decided(
      Section own, ConsentRequest consent, String member, LocalDate today) {
    LocalDate on = consent.on() == null ? today : consent.on();
    String reason = consent.reason() == null ? "" : consent.reason();
    return consent.given()
        ? new GiveConsent(own, member, on)
        : new WithholdConsent(own, member, on, reason);
  }

  @POST
  @Path("/publication")
  @Roles("head")
  @Operation(summary = "Record that the policy was made known to those it binds")
  public Uni<RestResponse<PolicyView>> publish(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull PublicationRequest publication) {
    School at = caller.at(school);
    return policies.tell(at, policy, published(publication));
  }

  private PublishPolicy published(PublicationRequest publication) {
    boolean toAll = publication.to() == null;
    boolean now = publication.at() == null;
    return new PublishPolicy(
        toAll ? EnumSet.allOf(Bound.class) : publication.to(),
        now ? clock.instant() : publication.at().toInstant());
  }

  @POST
  @Path("/activation")
  @Roles("head")
  @Operation(summary = "Bring a policy in force")
  public Uni<RestResponse<PolicyView>> activate(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ActivationRequest activation) {
    School at = caller.at(school);
    Instant now = clock.instant();
    Instant from = activation.from() == null ? now : activation.from().toInstant();
    return policies.tell(at, policy, new ActivatePolicy(from, now));
  }
}
