package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
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
  private static final Now NOW = new Now(MOMENT, ZoneId.of("Europe/Amsterdam"));
  private static final Instant NEW_YEAR =
      LocalDate.of(2027, 1, 1).atStartOfDay(NOW.zone()).toInstant();
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

  /** A policy that the school had before, without what is missing here. */
  public static SchoolPolicy adopted(
      Sector sector, Content content, Set<Section> consents, Set<Matter> incorporated) {
    Map<Section, LocalDate> given = new EnumMap<>(Section.class);
    consents.forEach(section -> given.put(section, DAY));
    Map<Matter, LocalDate> written = new EnumMap<>(Matter.class);
    incorporated.forEach(matter -> written.put(matter, DAY));
    return after(
        new AdoptPolicy(
            new UUID(1, 1),
            Topic.PHONES,
            sector,
            Start.ANEW,
            content,
            new Adoption(given, written, EnumSet.allOf(Bound.class), MOMENT, MOMENT),
            false,
            NOW),
        DECIDER.initial());
  }

  /** In force with another text than was decided on, such as one from before a rule was kept. */
  public static SchoolPolicy upTo(Life life, Sector sector, Content decided, Content said) {
    SchoolPolicy policy = upTo(life, sector, decided);
    return policy.saying(policy.revision(), said);
  }

  /** In force, and written into all that it touches. */
  public static SchoolPolicy laidDown(SchoolPolicy policy) {
    SchoolPolicy written = policy;
    for (ConsentRoute.Need need : policy.needs()) {
      written = written.incorporated(need.matter(), DAY);
    }
    return written;
  }

  /** Made known for the first day of 2027; it does not come in force by itself. */
  public static SchoolPolicy announced(Sector sector, Content content) {
    return after(
        new PublishPolicy(EnumSet.allOf(Bound.class), MOMENT, NEW_YEAR, NOW),
        upTo(Life.CONSENTED, sector, content));
  }

  /** Made known, and in force by itself from the first day of 2027. */
  public static SchoolPolicy planned(Sector sector, Content content) {
    return after(new ActivatePolicy(NEW_YEAR, null, NOW), announced(sector, content));
  }

  /** It would have come in force by itself, had not another one. */
  public static SchoolPolicy overtaken(Sector sector, Content content) {
    return planned(sector, content).overtaken(NEW_YEAR);
  }

  public static SchoolPolicy superseded(SchoolPolicy policy) {
    return policy.superseded(new UUID(2, 2));
  }

  public static SchoolPolicy withoutConsentOf(Section section, SchoolPolicy policy) {
    Map<Section, SchoolPolicy.Consent> consents = new EnumMap<>(policy.consents());
    consents.remove(section);
    var council =
        new SchoolPolicy.Council(
            policy.council().submittedOn(),
            consents,
            policy.council().incorporated(),
            null,
            List.of());
    return new SchoolPolicy(
        policy.life(),
        policy.origin(),
        policy.text(),
        policy.consultations(),
        council,
        policy.binding());
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
    life.add(new DraftPolicy(new UUID(1, 1), topic, sector, Start.ANEW, content, Bounds.NONE));
    life.add(
        new RecordConsultation(
            new Consultation(Consultation.Kind.MIXED_SESSION, groups, DAY, "Agreed")));
    life.add(new SubmitPolicy(DAY, sector, Bounds.NONE));
    ConsentRoute.sections(sector, content)
        .forEach(section -> life.add(new GiveConsent(1, section, "of-" + section, DAY)));
    life.add(new PublishPolicy(EnumSet.allOf(Bound.class), MOMENT, null, NOW));
    life.add(new ActivatePolicy(MOMENT, null, NOW));
    return life;
  }
}
