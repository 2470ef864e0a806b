package nl.tenzij.school.policy;

import static nl.tenzij.school.policy.SchoolPolicy.Life.CONSENTED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.DRAFT;
import static nl.tenzij.school.policy.SchoolPolicy.Life.IN_CONSULTATION;
import static nl.tenzij.school.policy.SchoolPolicy.Life.IN_FORCE;
import static nl.tenzij.school.policy.SchoolPolicy.Life.NONE;
import static nl.tenzij.school.policy.SchoolPolicy.Life.PUBLISHED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.SUBMITTED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.SUPERSEDED;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ConsultationRecorded;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyConsented;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicySuperseded;
import nl.tenzij.school.policy.SchoolPolicy.Life;

/**
 * The life of a policy: drafted, talked about, laid before the participation council, consented to,
 * made known, in force, replaced (S0 steps 2 to 4).
 */
public final class PolicyDecider implements Decider<PolicyCommand, SchoolPolicy, PolicyEvent> {

  @Override
  public SchoolPolicy initial() {
    return SchoolPolicy.NONE;
  }

  @Override
  public List<PolicyEvent> decide(PolicyCommand command, SchoolPolicy policy) {
    return switch (command) {
      case DraftPolicy draft -> draft(draft, policy);
      case ReviseContent(var content, var within) -> revise(content, within, policy);
      case RecordConsultation(var talk) -> talk(talk, policy);
      case SubmitPolicy submit -> submit(submit, policy);
      case GiveConsent consent -> consent(consent, policy);
      case WithholdConsent withhold -> withhold(withhold, policy);
      case PublishPolicy publish -> publish(publish, policy);
      case ActivatePolicy activate -> activate(activate, policy);
      case SupersedePolicy(var by) -> supersede(by, policy);
    };
  }

  private static List<PolicyEvent> draft(DraftPolicy draft, SchoolPolicy policy) {
    in(policy, EnumSet.of(NONE), "already-drafted", "this policy exists already");
    ContentRules.check(draft.topic(), draft.content());
    isOffered(draft.template(), draft.within());
    Departures.refuse(draft.within(), draft.topic(), draft.content());
    return List.of(
        new PolicyDrafted(
            draft.policy(), draft.topic(), draft.sector(), draft.template(), draft.content()));
  }

  private static void isOffered(String template, Bounds within) {
    if (template != null
        && !within.templates().isEmpty()
        && !within.templates().contains(template)) {
      throw new Refused(
          "template-not-offered", "the board's framework has its schools start from another one");
    }
  }

  private static List<PolicyEvent> revise(Content content, Bounds within, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(DRAFT, IN_CONSULTATION),
        "content-fixed",
        "what the council has before it, or consented to, is not changed: make a new policy");
    ContentRules.check(policy.topic(), content);
    Departures.refuse(within, policy.topic(), content);
    return content.equals(policy.content())
        ? List.of()
        : List.of(new ContentRevised(policy.revision() + 1, content));
  }

  private static List<PolicyEvent> talk(Consultation talk, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(DRAFT, IN_CONSULTATION),
        "consultation-closed",
        "talks come before the policy is laid before the council");
    if (talk.groups().isEmpty()) {
      throw new Refused("consultation-with-nobody", "a consultation is with at least one group");
    }
    return List.of(new ConsultationRecorded(talk));
  }

  private static List<PolicyEvent> submit(SubmitPolicy submit, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(IN_CONSULTATION),
        "not-consulted",
        "talks with teachers, parents and pupils come first (S0 step 2)");
    Set<Consultation.Group> missing = EnumSet.allOf(Consultation.Group.class);
    missing.removeAll(policy.heard());
    if (!missing.isEmpty()) {
      throw new Refused("not-consulted", "not talked with yet: " + missing);
    }
    ContentRules.check(policy.topic(), policy.content());
    Departures.refuse(submit.within(), policy.topic(), policy.content());
    return List.of(
        new PolicySubmitted(submit.on(), ConsentRoute.sections(policy.sector(), policy.content())));
  }

  private static List<PolicyEvent> consent(GiveConsent consent, SchoolPolicy policy) {
    beforeTheCouncil(consent.section(), policy);
    if (policy.consents().containsKey(consent.section())) {
      return List.of();
    }
    speaksForOwnSection(consent.section(), consent.member(), policy);
    var given = new ConsentGiven(consent.section(), consent.member(), consent.on());
    boolean last = policy.awaited().equals(Set.of(consent.section()));
    return last ? List.of(given, new PolicyConsented(consent.on())) : List.of(given);
  }

  private static List<PolicyEvent> withhold(WithholdConsent withhold, SchoolPolicy policy) {
    beforeTheCouncil(withhold.section(), policy);
    speaksForOwnSection(withhold.section(), withhold.member(), policy);
    return List.of(
        new ConsentWithheld(
            withhold.section(), withhold.member(), withhold.on(), withhold.reason()));
  }

  private static void beforeTheCouncil(Section section, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(SUBMITTED),
        "not-submitted",
        "the council decides on a policy that lies before it");
    if (!ConsentRoute.sections(policy.sector(), policy.content()).contains(section)) {
      throw new Refused("section-not-asked", "this policy does not need that section's consent");
    }
  }

  /** Nobody sits in two sections of a council (WMS art. 3). */
  private static void speaksForOwnSection(Section section, String member, SchoolPolicy policy) {
    boolean another =
        policy.consents().entrySet().stream()
            .anyMatch(given -> given.getValue().equals(member) && given.getKey() != section);
    if (another) {
      throw new Refused(
          "not-own-section", "a member of the council speaks for the own section only");
    }
  }

  private static List<PolicyEvent> publish(PublishPolicy publish, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(CONSENTED),
        "not-consented",
        "every section whose consent is needed has to give it first");
    if (!publish.to().containsAll(EnumSet.allOf(Bound.class))) {
      throw new Refused(
          "not-told-to-all", "a policy is made known to all it binds: pupils, guardians and staff");
    }
    return List.of(new PolicyPublished(publish.to(), publish.at()));
  }

  private static List<PolicyEvent> activate(ActivatePolicy activate, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(PUBLISHED),
        "not-published",
        "a policy binds nobody before it was made known to those it binds (S0 step 4)");
    if (activate.from().isBefore(policy.publishedAt())) {
      throw new Refused("before-publication", "a policy can't bind from before it was made known");
    }
    if (activate.from().isAfter(activate.now())) {
      throw new Refused("not-yet", "a policy is brought in force when its day has come");
    }
    Content content = policy.content();
    return List.of(
        new PolicyActivated(
            policy.policy(),
            policy.revision(),
            policy.topic(),
            activate.from(),
            content.useRules(),
            content.ladder(),
            content.objectionTerm(),
            content.exemptions(),
            content.messages()));
  }

  private static List<PolicyEvent> supersede(UUID by, SchoolPolicy policy) {
    if (policy.life() == SUPERSEDED) {
      return List.of();
    }
    in(policy, EnumSet.of(IN_FORCE), "not-in-force", "only what is in force is replaced");
    return List.of(new PolicySuperseded(by));
  }

  private static void in(SchoolPolicy policy, Set<Life> lives, String code, String otherwise) {
    if (!lives.contains(policy.life())) {
      throw new Refused(code, otherwise);
    }
  }

  @Override
  public SchoolPolicy evolve(SchoolPolicy policy, PolicyEvent event) {
    return switch (event) {
      case PolicyDrafted(var id, var topic, var sector, var template, var content) ->
          SchoolPolicy.drafted(id, topic, sector, template, content);
      case ContentRevised(var revision, var content) -> policy.saying(revision, content);
      case ConsultationRecorded(var talk) -> policy.talked(talk).at(IN_CONSULTATION);
      case PolicySubmitted submitted -> policy.at(SUBMITTED);
      case ConsentGiven(var section, var member, var on) -> policy.consented(section, member);
      case PolicyConsented consented -> policy.at(CONSENTED);
      case ConsentWithheld withheld -> policy.withoutConsents().at(DRAFT);
      case PolicyPublished(var to, var at) -> policy.published(to, at);
      case PolicyActivated activated -> policy.inForce(activated.from());
      case PolicySuperseded(var by) -> policy.superseded(by);
    };
  }
}
