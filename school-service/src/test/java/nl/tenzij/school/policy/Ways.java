package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.IncorporatePolicy;
import nl.tenzij.school.policy.PolicyCommand.KeepActivation;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyCommand.WithdrawPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;

/**
 * What is asked of a policy, in whatever order: its way into force twice, with steps left out and
 * detours in between. So much of it gets far, and little by itself.
 */
public final class Ways {

  public static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  /** On which talks, submission and most decisions are. */
  public static final LocalDate DAY = LocalDate.of(2026, 9, 1);

  /** At which all this is recorded. */
  public static final Instant MOMENT = Instant.parse("2026-10-01T08:00:00Z");

  private static final UUID POLICY = new UUID(1, 1);
  private static final Instant LONG_AGO = Instant.parse("2024-01-01T08:00:00Z");
  private static final Instant TOMORROW = MOMENT.plusSeconds(86_400);
  private static final Instant ON_THE_DAY = DAY.atStartOfDay(ZONE).toInstant();
  private static final Now NOW = new Now(MOMENT, ZONE);
  private static final Set<Bound> ALL = EnumSet.allOf(Bound.class);
  private static final PolicyDecider DECIDER = new PolicyDecider();

  private static final List<PolicyCommand> INTO_FORCE =
      List.of(
          new RecordConsultation(
              new Consultation(
                  Consultation.Kind.SURVEY,
                  EnumSet.allOf(Consultation.Group.class),
                  DAY,
                  "Broad support")),
          new SubmitPolicy(DAY, null, Bounds.NONE),
          new GiveConsent(1, Section.STAFF, "st-mira", DAY),
          new GiveConsent(1, Section.PARENTS, "g-mona", DAY),
          new GiveConsent(1, Section.PUPILS, "p-mees", DAY),
          new PublishPolicy(ALL, MOMENT, null, NOW),
          new ActivatePolicy(MOMENT, null, NOW),
          new IncorporatePolicy(Matter.SCHOOL_PLAN, LocalDate.ofInstant(MOMENT, ZONE)),
          new IncorporatePolicy(Matter.SCHOOL_RULES, LocalDate.ofInstant(MOMENT, ZONE)));

  private static final List<PolicyCommand> DETOURS =
      List.of(
          new WithholdConsent(1, Section.PARENTS, "g-mona", DAY, "Reachability"),
          new WithholdConsent(1, Section.STAFF, "st-mira", DAY, "Too strict"),
          new WithholdConsent(1, Section.STAFF, "st-mira", DAY, ""),
          new WithdrawPolicy(DAY, "A clause is missing"),
          new ReviseContent(Samples.titled("Other"), Bounds.NONE),
          new SubmitPolicy(DAY, null, Bounds.NONE),
          new GiveConsent(1, Section.STAFF, "st-mira", DAY.minusDays(30)),
          new GiveConsent(1, Section.PARENTS, "g-mona", DAY.plusDays(7)),
          new GiveConsent(1, Section.PUPILS, "st-mira", DAY),
          new PublishPolicy(ALL, LONG_AGO, null, NOW),
          new PublishPolicy(ALL, ON_THE_DAY, MOMENT, NOW),
          new PublishPolicy(ALL, MOMENT, TOMORROW, NOW),
          new PublishPolicy(EnumSet.of(Bound.STAFF), MOMENT, null, NOW),
          new ActivatePolicy(MOMENT, null, NOW),
          new ActivatePolicy(LONG_AGO, null, NOW),
          new ActivatePolicy(ON_THE_DAY, null, NOW),
          new ActivatePolicy(MOMENT, MOMENT, NOW),
          new ActivatePolicy(TOMORROW, null, NOW),
          new KeepActivation(null, NOW),
          new KeepActivation(null, new Now(TOMORROW, ZONE)),
          adopting(Sector.PO, false),
          new SupersedePolicy(new UUID(2, 2)));

  /** Each by itself comes too seldom to meet the other. */
  private static final List<PolicyCommand> AHEAD =
      List.of(
          new PublishPolicy(ALL, MOMENT, TOMORROW, NOW), new ActivatePolicy(TOMORROW, null, NOW));

  private Ways() {}

  /**
   * One thing that was asked of a policy.
   *
   * @param events none where it was refused, or changed nothing
   * @param state what the policy was afterwards
   */
  public record Step(PolicyCommand command, List<PolicyEvent> events, SchoolPolicy state) {}

  public static Arbitrary<List<PolicyCommand>> any() {
    List<Arbitrary<List<PolicyCommand>>> parts = new ArrayList<>();
    for (int time = 1; time <= 2; time++) {
      for (PolicyCommand step : INTO_FORCE) {
        parts.add(detour());
        parts.add(mostly(step));
      }
    }
    return Combinators.combine(parts).as(all -> all.stream().flatMap(List::stream).toList());
  }

  /** One of each four times, any of them alike. */
  private static Arbitrary<List<PolicyCommand>> detour() {
    List<List<PolicyCommand>> choice =
        new ArrayList<>(Collections.nCopies(3 * DETOURS.size(), List.of()));
    DETOURS.forEach(each -> choice.add(List.of(each)));
    choice.addAll(Collections.nCopies(4, AHEAD));
    return Arbitraries.of(choice);
  }

  /** Left out one of each ten times. */
  private static Arbitrary<List<PolicyCommand>> mostly(PolicyCommand step) {
    List<List<PolicyCommand>> choice = new ArrayList<>(Collections.nCopies(9, List.of(step)));
    choice.add(List.of());
    return Arbitraries.of(choice);
  }

  public static PolicyCommand drafting(Sector sector) {
    return new DraftPolicy(
        POLICY, Topic.PHONES, sector, Start.ANEW, Samples.deviceBan(), Bounds.NONE);
  }

  /**
   * With the staff's consent only, and written down nowhere.
   *
   * @param onRecord whether anything on its topic was ever in force
   */
  public static PolicyCommand adopting(Sector sector, boolean onRecord) {
    return new AdoptPolicy(
        POLICY,
        Topic.PHONES,
        sector,
        Start.ANEW,
        Samples.deviceBan(),
        new Adoption(Map.of(Section.STAFF, DAY), Map.of(), ALL, ON_THE_DAY, ON_THE_DAY),
        onRecord,
        NOW);
  }

  /** What comes of it at a school of this sector. */
  public static List<Step> walked(Sector sector, PolicyCommand first, List<PolicyCommand> way) {
    List<Step> steps = new ArrayList<>();
    SchoolPolicy policy = DECIDER.initial();
    List<PolicyCommand> all = new ArrayList<>(List.of(first));
    all.addAll(way);
    for (PolicyCommand each : all) {
      List<PolicyEvent> events = decided(at(sector, each), policy);
      for (PolicyEvent event : events) {
        policy = DECIDER.evolve(policy, event);
      }
      steps.add(new Step(each, events, policy));
    }
    return steps;
  }

  private static PolicyCommand at(Sector sector, PolicyCommand command) {
    return command instanceof SubmitPolicy(var on, _, var within)
        ? new SubmitPolicy(on, sector, within)
        : command;
  }

  private static List<PolicyEvent> decided(PolicyCommand command, SchoolPolicy policy) {
    try {
      return DECIDER.decide(command, policy);
    } catch (Refused refused) {
      return List.of();
    }
  }
}
