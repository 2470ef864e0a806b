package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;

/** Policies at some stage of their lives, as their decider makes them. */
public final class Lives {

  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final Instant MOMENT = Instant.parse("2026-10-01T08:00:00Z");
  private static final PolicyDecider DECIDER = new PolicyDecider();

  private Lives() {}

  public static SchoolPolicy upTo(Life life, Sector sector, Content content) {
    return upTo(life, sector, Topic.PHONES, content);
  }

  public static SchoolPolicy upTo(Life life, Sector sector, Topic topic, Content content) {
    SchoolPolicy policy = DECIDER.initial();
    for (PolicyCommand command : wholeLife(sector, topic, content)) {
      if (policy.life() == life) {
        return policy;
      }
      policy = after(command, policy);
    }
    return policy;
  }

  /** In force with another text than was decided on, such as one from before a rule was kept. */
  public static SchoolPolicy upTo(Life life, Sector sector, Content decided, Content said) {
    SchoolPolicy policy = upTo(life, sector, decided);
    return policy.saying(policy.revision(), said);
  }

  public static SchoolPolicy superseded(SchoolPolicy policy) {
    return policy.superseded(new UUID(2, 2));
  }

  public static SchoolPolicy withoutConsentOf(Section section, SchoolPolicy policy) {
    Map<Section, String> consents = new EnumMap<>(policy.consents());
    SchoolPolicy without = policy.withoutConsents();
    consents.remove(section);
    for (Map.Entry<Section, String> given : consents.entrySet()) {
      without = without.consented(given.getKey(), given.getValue());
    }
    return without;
  }

  private static SchoolPolicy after(PolicyCommand command, SchoolPolicy policy) {
    SchoolPolicy next = policy;
    for (PolicyEvent event : DECIDER.decide(command, policy)) {
      next = DECIDER.evolve(next, event);
    }
    return next;
  }

  static List<PolicyCommand> wholeLife(Sector sector, Topic topic, Content content) {
    Set<Consultation.Group> groups = EnumSet.allOf(Consultation.Group.class);
    List<PolicyCommand> life = new ArrayList<>();
    life.add(new DraftPolicy(new UUID(1, 1), topic, sector, null, content, Bounds.NONE));
    life.add(
        new RecordConsultation(
            new Consultation(Consultation.Kind.MIXED_SESSION, groups, DAY, "Agreed")));
    life.add(new SubmitPolicy(DAY, Bounds.NONE));
    ConsentRoute.sections(sector, content)
        .forEach(section -> life.add(new GiveConsent(section, "of-" + section, DAY)));
    life.add(new PublishPolicy(EnumSet.allOf(Bound.class), MOMENT));
    life.add(new ActivatePolicy(MOMENT, MOMENT));
    return life;
  }
}
