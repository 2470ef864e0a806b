package nl.tenzij.school.policy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.PolicyEvent.ActivationAwaited;
import nl.tenzij.school.policy.PolicyEvent.ActivationOvertaken;
import nl.tenzij.school.policy.PolicyEvent.ActivationPlanned;
import nl.tenzij.school.policy.PolicyEvent.ActivationSettled;
import nl.tenzij.school.policy.PolicyEvent.AdoptionCorrected;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ConsultationRecorded;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyEvent.PolicyConsented;
import nl.tenzij.school.policy.PolicyEvent.PolicyDiscarded;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyIncorporated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicySuperseded;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;

/** Where policies lie in the log, and under which names. */
@Dependent
public class Policies {

  public static final EventTypes<PolicyEvent> TYPES =
      EventTypes.of(PolicyEvent.class)
          .type("policy.drafted.v3", PolicyDrafted.class)
          .upcast("policy.drafted.v2", "policy.drafted.v3", PolicyUpcasts::drafted)
          .upcast("policy.drafted.v1", "policy.drafted.v2", PolicyUpcasts::content)
          .type("policy.adopted.v1", PolicyAdopted.class)
          .type("policy.adoption-corrected.v1", AdoptionCorrected.class)
          .type("policy.discarded.v1", PolicyDiscarded.class)
          .type("policy.content-revised.v2", ContentRevised.class)
          .upcast("policy.content-revised.v1", "policy.content-revised.v2", PolicyUpcasts::content)
          .type("policy.consultation-recorded.v1", ConsultationRecorded.class)
          .type("policy.submitted.v3", PolicySubmitted.class)
          .upcast("policy.submitted.v2", "policy.submitted.v3", PolicyUpcasts::submittedText)
          .upcast("policy.submitted.v1", "policy.submitted.v2", PolicyUpcasts::submitted)
          .type("policy.consent-given.v1", ConsentGiven.class)
          .type("policy.consented.v1", PolicyConsented.class)
          .type("policy.consent-withheld.v1", ConsentWithheld.class)
          .type("policy.withdrawn.v1", PolicyWithdrawn.class)
          .type("policy.incorporated.v1", PolicyIncorporated.class)
          .type("policy.published.v3", PolicyPublished.class)
          .upcast("policy.published.v2", "policy.published.v3", PolicyUpcasts::recorded)
          .upcast("policy.published.v1", "policy.published.v2", PolicyUpcasts::published)
          .type("policy.activation-planned.v1", ActivationPlanned.class)
          .type("policy.activation-overtaken.v1", ActivationOvertaken.class)
          .type("policy.activation-awaited.v1", ActivationAwaited.class)
          .type("policy.activation-settled.v1", ActivationSettled.class)
          .type("policy.activated.v2", PolicyActivated.class)
          .upcast("policy.activated.v1", "policy.activated.v2", PolicyUpcasts::activated)
          .type("policy.superseded.v1", PolicySuperseded.class);

  public static StreamId stream(Board board, School school, UUID policy) {
    return new StreamId(board, school, "policy", policy);
  }

  @Produces
  @Singleton
  EventTypes<PolicyEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new PolicyDecider(), TYPES);
  }
}
