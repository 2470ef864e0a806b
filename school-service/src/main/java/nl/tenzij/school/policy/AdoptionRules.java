package nl.tenzij.school.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyCommand.CorrectAdoption;
import nl.tenzij.school.policy.PolicyEvent.AdoptionCorrected;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyIncorporated;
import nl.tenzij.school.policy.SchoolPolicy.Life;

/**
 * What a school had is a fact, whatever its board's framework says and whoever did not consent. It
 * comes before all that is on record, and takes no moment from it.
 */
final class AdoptionRules {

  /** A slip is seen soon; a correction binds backwards, and what has to change goes another way. */
  private static final Duration CORRECTABLE = Duration.ofDays(14);

  private AdoptionRules() {}

  static List<PolicyEvent> adopted(AdoptPolicy adopt) {
    if (adopt.onRecord()) {
      throw new Refused(
          "policy-on-record",
          "a policy on this topic was in force here: what comes next goes through the council");
    }
    ContentRules.checkAdopted(adopt.topic(), adopt.content());
    isInOrder(adopt.adoption(), adopt.sector(), adopt.content(), adopt.now());
    return events(adopt);
  }

  /**
   * Whoever consented since, and whatever came after it, took it for what was brought in. Since
   * when it binds was told others: that stays.
   */
  static List<PolicyEvent> corrected(CorrectAdoption correct, SchoolPolicy policy) {
    if (policy.life() != Life.IN_FORCE || !policy.origin().adopted()) {
      throw new Refused(
          "not-adopted", "only what was brought in as in force from before is corrected");
    }
    boolean consentedSince =
        policy.consents().values().stream().anyMatch(consent -> consent.member() != null);
    if (correct.builtOn() || consentedSince) {
      throw new Refused(
          "built-on",
          "something came after it: another policy on its topic, an evaluation, or a consent of"
              + " the council");
    }
    Instant last = correct.broughtIn().plus(CORRECTABLE);
    if (correct.now().moment().isAfter(last)) {
      throw new Refused(
          "correction-over",
          "it was brought in more than "
              + CORRECTABLE.toDays()
              + " days ago: what is to be different goes through the council, in a new policy");
    }
    if (!correct.adoption().from().equals(policy.from())) {
      throw new Refused("from-fixed", "since when it binds was told, and stays as it is");
    }
    ContentRules.checkAdopted(policy.topic(), correct.content());
    isInOrder(correct.adoption(), policy.sector(), correct.content(), correct.now());
    return corrections(correct, policy);
  }

  private static List<PolicyEvent> corrections(CorrectAdoption correct, SchoolPolicy policy) {
    Adoption adoption = correct.adoption();
    boolean otherText = !correct.content().equals(policy.content());
    int revision = otherText ? policy.revision() + 1 : policy.revision();
    var corrected =
        new AdoptionCorrected(
            revision,
            correct.start(),
            correct.content(),
            adoption.consents(),
            adoption.incorporated(),
            adoption.publishedTo(),
            adoption.publishedAt());
    return otherText
        ? List.of(
            corrected,
            PolicyActivated.of(
                policy.policy(), revision, policy.topic(), policy.from(), correct.content()))
        : List.of(corrected);
  }

  private static void isInOrder(Adoption adoption, Sector sector, Content content, Now now) {
    PublicationRules.toldAll(adoption.publishedTo());
    PublicationRules.notLater(adoption.from(), now);
    PublicationRules.binds(adoption.from(), adoption.publishedAt());
    LocalDate today = now.today();
    if (Stream.concat(
            adoption.consents().values().stream(), adoption.incorporated().values().stream())
        .anyMatch(on -> on.isAfter(today))) {
      throw new Refused("not-yet", "what was done lies in the past");
    }
    ConsentRoute.Asked asked = ConsentRoute.asked(sector, content);
    adoption.consents().keySet().forEach(asked::check);
    adoption.incorporated().keySet().forEach(asked::check);
  }

  private static List<PolicyEvent> events(AdoptPolicy adopt) {
    Adoption adoption = adopt.adoption();
    List<PolicyEvent> events = new ArrayList<>();
    events.add(
        new PolicyDrafted(
            adopt.policy(), adopt.topic(), adopt.sector(), adopt.start(), adopt.content()));
    events.add(
        new PolicyAdopted(adoption.consents(), adoption.publishedTo(), adoption.publishedAt()));
    adoption.incorporated().forEach((into, on) -> events.add(new PolicyIncorporated(into, on)));
    events.add(
        PolicyActivated.of(adopt.policy(), 1, adopt.topic(), adoption.from(), adopt.content()));
    return events;
  }
}
