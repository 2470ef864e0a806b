package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
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
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;

/** Whatever is asked in whatever order, no policy gets around the council or binds unannounced. */
class PolicyLifeProperties {

  private static final UUID POLICY = new UUID(1, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final Instant MOMENT = Instant.parse("2026-10-01T08:00:00Z");

  private final PolicyDecider decider = new PolicyDecider();

  @Property(tries = 2000)
  void noWayAroundTheCouncil(
      @ForAll Sector sector, @ForAll("commands") List<PolicyCommand> commands) {
    List<PolicyEvent> events = run(sector, commands);
    Set<Section> given = EnumSet.noneOf(Section.class);
    boolean submitted = false;
    boolean published = false;
    for (PolicyEvent event : events) {
      switch (event) {
        case PolicySubmitted _ -> submitted = true;
        case ConsentGiven consent -> {
          assertThat(submitted).isTrue();
          given.add(consent.section());
        }
        case ConsentWithheld _ -> {
          given.clear();
          submitted = false;
        }
        case ContentRevised _ -> assertThat(submitted).isFalse();
        case PolicyPublished _ -> {
          assertThat(given).contains(Section.STAFF, Section.PARENTS);
          assertThat(given.contains(Section.PUPILS)).isEqualTo(sector == Sector.VO);
          published = true;
        }
        case PolicyActivated activated -> {
          assertThat(published).isTrue();
          assertThat(activated.from()).isAfterOrEqualTo(MOMENT);
        }
        default -> {}
      }
    }
  }

  private List<PolicyEvent> run(Sector sector, List<PolicyCommand> commands) {
    List<PolicyEvent> events = new ArrayList<>();
    SchoolPolicy state = decider.initial();
    List<PolicyCommand> all = new ArrayList<>();
    all.add(new DraftPolicy(POLICY, Topic.PHONES, sector, null, Samples.deviceBan(), Bounds.NONE));
    all.addAll(commands);
    for (PolicyCommand command : all) {
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
            new SubmitPolicy(DAY, Bounds.NONE),
            new GiveConsent(Section.STAFF, "st-mira", DAY),
            new GiveConsent(Section.PARENTS, "g-mona", DAY),
            new GiveConsent(Section.PUPILS, "p-mees", DAY),
            new WithholdConsent(Section.PARENTS, "g-mona", DAY, ""),
            new ReviseContent(Samples.titled("Other"), Bounds.NONE),
            new PublishPolicy(EnumSet.allOf(Bound.class), MOMENT),
            new ActivatePolicy(MOMENT, MOMENT),
            new ActivatePolicy(MOMENT.minusSeconds(60), MOMENT),
            new SupersedePolicy(new UUID(2, 2)))
        .list()
        .ofMaxSize(25);
  }
}
