package nl.tenzij.school.policy;

import static nl.tenzij.school.policy.SchoolPolicy.Life.CONSENTED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.DISCARDED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.DRAFT;
import static nl.tenzij.school.policy.SchoolPolicy.Life.IN_CONSULTATION;
import static nl.tenzij.school.policy.SchoolPolicy.Life.IN_FORCE;
import static nl.tenzij.school.policy.SchoolPolicy.Life.NONE;
import static nl.tenzij.school.policy.SchoolPolicy.Life.PUBLISHED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.SUBMITTED;
import static nl.tenzij.school.policy.SchoolPolicy.Life.SUPERSEDED;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyCommand.CorrectAdoption;
import nl.tenzij.school.policy.PolicyCommand.DiscardPolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.IncorporatePolicy;
import nl.tenzij.school.policy.PolicyCommand.KeepActivation;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.RemindOfActivation;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyCommand.SettleActivation;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyCommand.WithdrawPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
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
      case AdoptPolicy adopt -> adopt(adopt, policy);
      case CorrectAdoption correct -> AdoptionRules.corrected(correct, policy);
      case DiscardPolicy(var on) -> discard(on, policy);
      case ReviseContent(var content, var within) -> revise(content, within, policy);
      case RecordConsultation(var talk) -> talk(talk, policy);
      case SubmitPolicy submit -> submit(submit, policy);
      case GiveConsent consent -> consent(consent, policy);
      case WithholdConsent withhold -> withhold(withhold, policy);
      case WithdrawPolicy(var on, var reason) -> withdraw(on, reason, policy);
      case IncorporatePolicy(var into, var on) -> incorporate(into, on, policy);
      case PublishPolicy publish -> publish(publish, policy);
      case ActivatePolicy activate -> activate(activate, policy);
      case KeepActivation(var running, var now) -> keep(running, now, policy);
      case RemindOfActivation(var announced, var now) -> remind(announced, now, policy);
      case SettleActivation() -> settle(policy);
      case SupersedePolicy(var by) -> supersede(by, policy);
    };
  }

  private static List<PolicyEvent> draft(DraftPolicy draft, SchoolPolicy policy) {
    in(policy, EnumSet.of(NONE), "already-drafted", "this policy exists already");
    ContentRules.check(draft.topic(), draft.content());
    isOffered(draft.start().template(), draft.within());
    Departures.refuse(draft.within(), draft.topic(), draft.content());
    return List.of(
        new PolicyDrafted(
            draft.policy(), draft.topic(), draft.sector(), draft.start(), draft.content()));
  }

  private static List<PolicyEvent> adopt(AdoptPolicy adopt, SchoolPolicy policy) {
    in(policy, EnumSet.of(NONE), "already-drafted", "this policy exists already");
    return AdoptionRules.adopted(adopt);
  }

  private static List<PolicyEvent> discard(LocalDate on, SchoolPolicy policy) {
    if (policy.life() == DISCARDED) {
      return List.of();
    }
    in(
        policy,
        EnumSet.of(DRAFT, IN_CONSULTATION),
        "not-a-draft",
        "only a draft is thrown away: what is on its way is taken back first");
    if (!policy.council().refusals().isEmpty()) {
      throw new Refused(
          "council-said-no",
          "what a section of the council said no to stays, with its reasons: change it, or make a"
              + " new policy beside it");
    }
    return List.of(new PolicyDiscarded(on));
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
        EnumSet.of(DRAFT, IN_CONSULTATION),
        "not-a-draft",
        "what is laid before the council is a draft");
    Set<Consultation.Group> missing = EnumSet.allOf(Consultation.Group.class);
    missing.removeAll(policy.heard());
    if (!missing.isEmpty()) {
      throw new Refused(
          "not-consulted",
          "talks with teachers, parents and pupils come first (S0 step 2), and not yet with: "
              + missing);
    }
    ContentRules.check(policy.topic(), policy.content());
    Departures.refuse(submit.within(), policy.topic(), policy.content());
    return List.of(
        new PolicySubmitted(
            submit.on(),
            submit.sector(),
            ConsentRoute.sections(submit.sector(), policy.content()),
            policy.revision()));
  }

  private static List<PolicyEvent> consent(GiveConsent consent, SchoolPolicy policy) {
    beforeTheCouncil(
        consent.revision(),
        consent.section(),
        policy.origin().adopted() ? EnumSet.of(SUBMITTED, IN_FORCE) : EnumSet.of(SUBMITTED),
        policy);
    if (policy.consents().containsKey(consent.section())) {
      return List.of();
    }
    speaksForOwnSection(consent.section(), consent.member(), policy);
    afterSubmission(consent.on(), policy);
    var given = new ConsentGiven(consent.section(), consent.member(), consent.on());
    boolean last = policy.awaited().equals(Set.of(consent.section()));
    return last && policy.life() == SUBMITTED
        ? List.of(given, new PolicyConsented(latest(consent.on(), policy)))
        : List.of(given);
  }

  private static LocalDate latest(LocalDate on, SchoolPolicy policy) {
    return policy.council().lastConsent().filter(last -> last.isAfter(on)).orElse(on);
  }

  /** Nobody decides on what does not lie before the council yet. */
  private static void afterSubmission(LocalDate on, SchoolPolicy policy) {
    LocalDate submitted = policy.council().submittedOn();
    if (submitted != null && on.isBefore(submitted)) {
      throw new Refused(
          "before-submission", "the council decides after the policy was laid before it");
    }
  }

  private static List<PolicyEvent> withhold(WithholdConsent withhold, SchoolPolicy policy) {
    beforeTheCouncil(withhold.revision(), withhold.section(), EnumSet.of(SUBMITTED), policy);
    speaksForOwnSection(withhold.section(), withhold.member(), policy);
    afterSubmission(withhold.on(), policy);
    if (withhold.reason().isBlank()) {
      throw new Refused(
          "reason-missing", "a section that withholds its consent says what has to be different");
    }
    return List.of(
        new ConsentWithheld(
            withhold.section(), withhold.member(), withhold.on(), withhold.reason()));
  }

  /**
   * What a school had before it used the product can still get the consent that it lacked. Nobody
   * decides on a text that they did not read: what was taken back can lie there again, changed.
   */
  private static void beforeTheCouncil(
      int revision, Section section, Set<Life> lives, SchoolPolicy policy) {
    in(policy, lives, "not-submitted", "the council decides on a policy that lies before it");
    if (revision != policy.revision()) {
      throw new Refused(
          "other-version",
          "the council decides on the text that lies before it: version " + policy.revision());
    }
    ConsentRoute.asked(policy.sector(), policy.content()).check(section);
  }

  /** Nobody sits in two sections of a council (WMS art. 3). */
  private static void speaksForOwnSection(Section section, String member, SchoolPolicy policy) {
    boolean another =
        policy.consents().entrySet().stream()
            .anyMatch(
                given -> member.equals(given.getValue().member()) && given.getKey() != section);
    if (another) {
      throw new Refused(
          "not-own-section", "a member of the council speaks for the own section only");
    }
  }

  private static List<PolicyEvent> withdraw(LocalDate on, String reason, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(SUBMITTED, CONSENTED, PUBLISHED),
        "not-on-its-way",
        "what lies before the council, or was made known and does not bind yet, is taken back");
    return List.of(new PolicyWithdrawn(on, reason));
  }

  private static List<PolicyEvent> incorporate(Matter into, LocalDate on, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(CONSENTED, PUBLISHED, IN_FORCE),
        "not-consented",
        "what the council consented to is written into the school's plan and rules");
    ConsentRoute.asked(policy.sector(), policy.content()).check(into);
    afterConsent(on, policy);
    return policy.council().incorporated().containsKey(into)
        ? List.of()
        : List.of(new PolicyIncorporated(into, on));
  }

  private static List<PolicyEvent> publish(PublishPolicy publish, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(CONSENTED, PUBLISHED),
        "not-consented",
        "every section whose consent is needed has to give it first, and what binds is known");
    PublicationRules.toldAll(publish.to());
    PublicationRules.notLater(publish.at(), publish.now());
    afterConsent(publish.now().day(publish.at()), policy);
    if (publish.announced() != null) {
      PublicationRules.binds(publish.announced(), publish.now().moment());
    }
    var published =
        new PolicyPublished(
            policy.policy(),
            policy.revision(),
            policy.topic(),
            publish.to(),
            publish.at(),
            publish.announced(),
            publish.now().moment());
    return policy.life() == PUBLISHED ? again(published, policy) : List.of(published);
  }

  /** The council consented to the text, not to the day: another day voids no consent. */
  private static List<PolicyEvent> again(PolicyPublished published, SchoolPolicy policy) {
    if (published.announced() == null) {
      throw new Refused(
          "day-missing", "a policy is made known again to say from which other day it binds");
    }
    if (published.announced().equals(policy.binding().announced())) {
      return List.of();
    }
    return policy.binding().planned() == null
        ? List.of(published)
        : List.of(published, new ActivationPlanned(published.announced()));
  }

  /** Of what a school had already, the head says how it went. */
  private static void afterConsent(LocalDate on, SchoolPolicy policy) {
    boolean before =
        !policy.origin().adopted()
            && policy.council().lastConsent().filter(on::isBefore).isPresent();
    if (before) {
      throw new Refused("before-consent", "this comes after the council's consent");
    }
  }

  private static List<PolicyEvent> activate(ActivatePolicy activate, SchoolPolicy policy) {
    in(
        policy,
        EnumSet.of(PUBLISHED),
        "not-published",
        "a policy binds nobody before it was made known to those it binds (S0 step 4)");
    PublicationRules.binds(activate.from(), policy.binding().earliest());
    Instant announced = policy.binding().announced();
    if (activate.from().isAfter(activate.now().moment())) {
      return ahead(activate, policy);
    }
    if (announced != null && activate.from().isBefore(announced)) {
      throw new Refused(
          "before-announced", "a policy can't bind from before the day that was made known");
    }
    if (activate.running() != null && !activate.from().isAfter(activate.running())) {
      throw new Refused("before-the-one-in-force", "a policy comes after the one that it replaces");
    }
    return List.of(activated(activate.from(), policy));
  }

  private static PolicyActivated activated(Instant from, SchoolPolicy policy) {
    return PolicyActivated.of(
        policy.policy(), policy.revision(), policy.topic(), from, policy.content());
  }

  /** By the moment that was made known, whatever hour of its day is named. */
  private static List<PolicyEvent> ahead(ActivatePolicy activate, SchoolPolicy policy) {
    Instant announced = policy.binding().announced();
    PublicationRules.asAnnounced(activate.from(), announced, activate.now());
    if (!announced.isAfter(activate.now().moment())) {
      throw new Refused(
          "not-yet", "the moment that was made known has come: bring the policy in force from now");
    }
    return announced.equals(policy.binding().planned())
        ? List.of()
        : List.of(new ActivationPlanned(announced));
  }

  /** What has been said is not said again: several may look at the day at once. */
  private static List<PolicyEvent> keep(Instant running, Now now, SchoolPolicy policy) {
    Instant planned = policy.binding().planned();
    if (planned == null || planned.isAfter(now.moment())) {
      return List.of();
    }
    return running != null && !planned.isAfter(running)
        ? List.of(new ActivationOvertaken(planned))
        : List.of(activated(planned, policy));
  }

  /** What has been said is not said again: several may look at once. */
  private static List<PolicyEvent> remind(Instant announced, Now now, SchoolPolicy policy) {
    LocalDate day = now.day(announced);
    Reminded stage = Reminded.on(now.today(), day);
    return policy.awaitsActivation()
            && announced.equals(policy.binding().announced())
            && stage.saysMoreThan(policy.binding().reminded())
        ? List.of(new ActivationAwaited(announced, day, stage))
        : List.of();
  }

  /** Of what nothing was said there is nothing to be taken back. */
  private static List<PolicyEvent> settle(SchoolPolicy policy) {
    Reminded reminded = policy.binding().reminded();
    return policy.awaitsActivation() && reminded != null && reminded != Reminded.SETTLED
        ? List.of(new ActivationSettled())
        : List.of();
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
      case PolicyDrafted(var id, var topic, var sector, var start, var content) ->
          SchoolPolicy.drafted(id, topic, sector, start, content);
      case PolicyAdopted adopted -> adopted(adopted, policy);
      case AdoptionCorrected corrected -> policy.corrected(corrected);
      case PolicyDiscarded discarded -> policy.at(DISCARDED);
      case ContentRevised(var revision, var content) -> policy.saying(revision, content);
      case ConsultationRecorded(var talk) -> policy.talked(talk).at(IN_CONSULTATION);
      case PolicySubmitted(var on, var sector, _, _) -> policy.submitted(on, sector);
      case ConsentGiven(var section, var member, var on) -> policy.consented(section, member, on);
      case PolicyConsented consented -> policy.at(CONSENTED);
      case ConsentWithheld(var section, var member, var on, var reason) ->
          policy.withheld(section, on, reason);
      case PolicyWithdrawn withdrawn -> policy.draftAgain();
      case PolicyIncorporated(var into, var on) -> policy.incorporated(into, on);
      case PolicyPublished published ->
          policy.published(
              published.to(), published.at(), published.announced(), published.recorded());
      case ActivationPlanned(var from) -> policy.planned(from);
      case ActivationOvertaken(var planned) -> policy.overtaken(planned);
      case ActivationAwaited(_, _, var stage) -> policy.reminded(stage);
      case ActivationSettled() -> policy.reminded(Reminded.SETTLED);
      case PolicyActivated activated -> policy.inForce(activated.from());
      case PolicySuperseded(var by) -> policy.superseded(by);
    };
  }

  private static SchoolPolicy adopted(PolicyAdopted adopted, SchoolPolicy policy) {
    SchoolPolicy known = policy.adopted();
    for (Map.Entry<Section, LocalDate> consent : adopted.consents().entrySet()) {
      known = known.consented(consent.getKey(), null, consent.getValue());
    }
    return known.published(adopted.publishedTo(), adopted.publishedAt(), null, null);
  }
}
