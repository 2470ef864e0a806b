package nl.tenzij.school.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyIncorporated;

/**
 * What a school had is a fact, whatever its board's framework says and whoever did not consent. It
 * comes before all that is on record, and takes no moment from it.
 */
final class AdoptionRules {

  private AdoptionRules() {}

  static List<PolicyEvent> adopted(AdoptPolicy adopt) {
    if (adopt.onRecord()) {
      throw new Refused(
          "policy-on-record",
          "a policy on this topic was in force here: what comes next goes through the council");
    }
    ContentRules.checkAdopted(adopt.topic(), adopt.content());
    isInOrder(adopt);
    return events(adopt);
  }

  private static void isInOrder(AdoptPolicy adopt) {
    Adoption adoption = adopt.adoption();
    PublicationRules.toldAll(adoption.publishedTo());
    PublicationRules.notLater(adoption.from(), adopt.now());
    PublicationRules.binds(adoption.from(), adoption.publishedAt());
    LocalDate today = adopt.now().today();
    if (Stream.concat(
            adoption.consents().values().stream(), adoption.incorporated().values().stream())
        .anyMatch(on -> on.isAfter(today))) {
      throw new Refused("not-yet", "what was done lies in the past");
    }
    ConsentRoute.Asked asked = ConsentRoute.asked(adopt.sector(), adopt.content());
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
