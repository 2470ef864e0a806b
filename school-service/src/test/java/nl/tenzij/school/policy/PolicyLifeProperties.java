package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyCommand.WithdrawPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;

/**
 * Whatever is asked in whatever order, and for whatever day: no policy gets around the council,
 * binds unannounced, or binds from before its council consented.
 */
class PolicyLifeProperties {

  private static final UUID POLICY = new UUID(1, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final Instant MOMENT = Instant.parse("2026-10-01T08:00:00Z");

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final Instant LONG_AGO = Instant.parse("2024-01-01T08:00:00Z");
  private static final Instant ON_THE_DAY = DAY.atStartOfDay(ZONE).toInstant();
  private static final Now NOW = new Now(MOMENT, ZONE);

  private final PolicyDecider decider = new PolicyDecider();

  @Property(tries = 2000)
  void noWayAroundTheCouncil(
      @ForAll Sector sector, @ForAll("commands") List<PolicyCommand> commands) {
    List<PolicyEvent> events = run(sector, commands);
    Set<Section> given = EnumSet.noneOf(Section.class);
    boolean submitted = false;
    PolicyPublished published = null;
    LocalDate last = LocalDate.MIN;
    for (PolicyEvent event : events) {
      switch (event) {
        case PolicySubmitted _ -> submitted = true;
        case ConsentGiven consent -> {
          assertThat(submitted).isTrue();
          assertThat(consent.on()).isAfterOrEqualTo(DAY);
          given.add(consent.section());
          last = consent.on().isAfter(last) ? consent.on() : last;
        }
        case ConsentWithheld _, PolicyWithdrawn _ -> {
          given.clear();
          submitted = false;
          published = null;
          last = LocalDate.MIN;
        }
        case ContentRevised _ -> assertThat(submitted).isFalse();
        case PolicyPublished known -> {
          assertThat(LocalDate.ofInstant(known.at(), ZONE)).isAfterOrEqualTo(last);
          assertThat(given).contains(Section.STAFF, Section.PARENTS);
          assertThat(given.contains(Section.PUPILS)).isEqualTo(sector == Sector.VO);
          published = known;
        }
        case PolicyActivated activated -> {
          assertThat(published).isNotNull();
          assertThat(activated.from()).isAfterOrEqualTo(published.at());
          assertThat(LocalDate.ofInstant(activated.from(), ZONE)).isAfterOrEqualTo(last);
        }
        default -> {}
      }
    }
  }

  private List<PolicyEvent> run(Sector sector, List<PolicyCommand> commands) {
    List<PolicyEvent> events = new ArrayList<>();
    SchoolPolicy state = decider.initial();
    List<PolicyCommand> all = new ArrayList<>();
    all.add(
        new DraftPolicy(
            POLICY, Topic.PHONES, sector, Start.ANEW, Samples.deviceBan(), Bounds.NONE));
    all.addAll(commands);
    for (PolicyCommand each : all) {
      PolicyCommand command =
          each instanceof SubmitPolicy(var on, _, var within)
              ? new SubmitPolicy(on, sector, within)
              : each;
      for (PolicyEvent event : decided(command, state)) {
        state = decider.evolve(state, event);
        events.add(event);
      }
    }
    return events;
  }

  private List<PolicyEvent> decided(PolicyCommand command, SchoolPolicy state) {
    try {
      return decider.decide(command, state);
    } catch (Refused refused) {
      return List.of();
    }
  }

  @Provide
  Arbitrary<List<PolicyCommand>> commands() {
    Set<Consultation.Group> groups = EnumSet.allOf(Consultation.Group.class);
    var talk = new Consultation(Consultation.Kind.SURVEY, groups, DAY, "Fine");
    return Arbitraries.<PolicyCommand>of(
            new RecordConsultation(talk),
            new SubmitPolicy(DAY, null, Bounds.NONE),
            new GiveConsent(Section.STAFF, "st-mira", DAY),
            new GiveConsent(Section.PARENTS, "g-mona", DAY),
            new GiveConsent(Section.PUPILS, "p-mees", DAY),
            new WithholdConsent(Section.PARENTS, "g-mona", DAY, ""),
            new ReviseContent(Samples.titled("Other"), Bounds.NONE),
            new GiveConsent(Section.STAFF, "st-mira", DAY.minusDays(30)),
            new GiveConsent(Section.PARENTS, "g-mona", DAY.plusDays(7)),
            new WithdrawPolicy(DAY, ""),
            new PublishPolicy(EnumSet.allOf(Bound.class), MOMENT, null, NOW),
            new PublishPolicy(EnumSet.allOf(Bound.class), LONG_AGO, null, NOW),
            new PublishPolicy(EnumSet.allOf(Bound.class), ON_THE_DAY, MOMENT, NOW),
            new ActivatePolicy(MOMENT, null, NOW),
            new ActivatePolicy(LONG_AGO, null, NOW),
            new ActivatePolicy(ON_THE_DAY, null, NOW),
            new ActivatePolicy(MOMENT, MOMENT, NOW),
            new SupersedePolicy(new UUID(2, 2)))
        .list()
        .ofMaxSize(25);
  }
}
