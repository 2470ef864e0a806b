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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Now;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.IncorporatePolicy;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithdrawPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.PolicyPeriodRow;
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
  @Inject SchoolPolicies policies;

  /** What a submission is of. */
  private record Due(LocalDate today, Sector sector) {}

  @POST
  @Path("/consultations")
  @Roles("head")
  @Operation(
      operationId = "recordConsultation",
      summary = "Record a talk with teachers, parents or pupils")
  public Uni<RestResponse<PolicyView>> consult(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ConsultationRequest talk) {
    School at = caller.at(school);
    return policies
        .past(at, "on", talk.on())
        .chain(on -> policies.tell(at, policy, new RecordConsultation(talk.toConsultation())));
  }

  @POST
  @Path("/submission")
  @Roles("head")
  @Operation(
      operationId = "submitPolicy",
      summary = "Lay a policy before the participation council")
  public Uni<RestResponse<PolicyView>> submit(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school);
    return policies
        .today(at)
        .chain(today -> policies.registered(at).map(known -> new Due(today, known.sector())))
        .chain(
            due ->
                policies
                    .bounds()
                    .map(within -> new SubmitPolicy(due.today(), due.sector(), within)))
        .chain(submit -> policies.tell(at, policy, submit));
  }

  @POST
  @Path("/consents")
  @Roles("mr-member")
  @Operation(
      operationId = "recordConsent",
      summary = "Record what the own section of the council decided",
      description =
          "On the text that the member read, by its version: where another one lies before the"
              + " council by now it is 409 other-version. A section that withholds its consent says"
              + " why, also where it consented before: the policy is a draft again, and consents of"
              + " others are void.")
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
        .past(at, "on", consent.on())
        .chain(on -> policies.tell(at, policy, decided(own, consent, member, on)));
  }

  private static PolicyCommand decided(
      Section own, ConsentRequest consent, String member, LocalDate on) {
    String reason = consent.reason() == null ? "" : consent.reason();
    return consent.given()
        ? new GiveConsent(consent.version(), own, member, on)
        : new WithholdConsent(consent.version(), own, member, on, reason);
  }

  @POST
  @Path("/withdrawal")
  @Roles("head")
  @Operation(
      operationId = "withdrawPolicy",
      summary = "Take back a policy that does not bind yet",
      description = "It is a draft again; consents given so far are void.")
  public Uni<RestResponse<PolicyView>> withdraw(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull WithdrawalRequest withdrawal) {
    School at = caller.at(school);
    return policies
        .today(at)
        .chain(today -> policies.tell(at, policy, new WithdrawPolicy(today, withdrawal.reason())));
  }

  @POST
  @Path("/incorporations")
  @Roles("head")
  @Operation(
      operationId = "incorporatePolicy",
      summary = "Record that the policy was written into the school plan or rules",
      description = "After the council's consent: that is what the national guideline asks (S0).")
  public Uni<RestResponse<PolicyView>> incorporate(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull IncorporationRequest incorporation) {
    School at = caller.at(school);
    return policies
        .past(at, "on", incorporation.on())
        .chain(on -> policies.tell(at, policy, new IncorporatePolicy(incorporation.into(), on)));
  }

  @POST
  @Path("/publication")
  @Roles("head")
  @Operation(
      operationId = "publishPolicy",
      summary = "Record that the policy was made known to those it binds",
      description =
          "To all of them, and each is named. It binds from the moment of this record at the"
              + " earliest, also where it was made known before. Once more where it binds from"
              + " another day than was announced: no consent is void by that, and what was"
              + " activated ahead comes in force on that day.")
  public Uni<RestResponse<PolicyView>> publish(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull PublicationRequest publication) {
    School at = caller.at(school);
    return policies.now(at).chain(now -> policies.tell(at, policy, published(publication, now)));
  }

  private static PublishPolicy published(PublicationRequest publication, Now now) {
    return new PublishPolicy(
        publication.to(),
        publication.at() == null ? now.moment() : publication.at().toInstant(),
        publication.from() == null ? null : publication.from().toInstant(),
        now);
  }

  @POST
  @Path("/activation")
  @Roles("head")
  @Operation(
      operationId = "activatePolicy",
      summary = "Bring a policy in force",
      description =
          "From now, or from a moment since its publication was recorded. Ahead, for the day that was made known: then"
              + " it comes in force by itself at that moment, and can be withdrawn until then.")
  public Uni<RestResponse<PolicyView>> activate(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @Valid @NotNull ActivationRequest activation) {
    School at = caller.at(school);
    return policies
        .visible(at, policy)
        .chain(loaded -> policies.periods(at, loaded.state().topic()))
        .chain(before -> policies.now(at).map(now -> activated(activation, before, now)))
        .chain(activate -> policies.tell(at, policy, activate));
  }

  private static ActivatePolicy activated(
      ActivationRequest activation, List<PolicyPeriodRow> before, Now now) {
    return new ActivatePolicy(
        activation.from() == null ? now.moment() : activation.from().toInstant(),
        before.isEmpty() ? null : before.getFirst().since,
        now);
  }
}
