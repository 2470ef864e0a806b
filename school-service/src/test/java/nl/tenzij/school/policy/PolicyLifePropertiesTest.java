package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyIncorporated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicySuperseded;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;

/**
 * Whatever is asked in whatever order, and for whatever day: no policy gets around the council,
 * binds unannounced, or binds from before its council consented.
 */
class PolicyLifePropertiesTest {

  @Provide
  Arbitrary<List<PolicyCommand>> ways() {
    return Ways.any();
  }

  /** Nor by saying afterwards that it had been there before. */
  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void noWayAroundTheCouncil(@ForAll Sector sector, @ForAll("ways") List<PolicyCommand> way) {
    Set<Section> given = EnumSet.noneOf(Section.class);
    boolean submitted = false;
    boolean again = false;
    boolean inForce = false;
    PolicyPublished published = null;
    LocalDate last = LocalDate.MIN;
    for (PolicyEvent event : events(sector, Ways.drafting(sector), way)) {
      switch (event) {
        case PolicySubmitted _ -> submitted = true;
        case ConsentGiven consent -> {
          assertThat(submitted).isTrue();
          assertThat(consent.on()).isAfterOrEqualTo(Ways.DAY);
          given.add(consent.section());
          last = consent.on().isAfter(last) ? consent.on() : last;
        }
        case ConsentWithheld _, PolicyWithdrawn _ -> {
          given.clear();
          submitted = false;
          again = true;
          published = null;
          last = LocalDate.MIN;
        }
        case ContentRevised _ -> assertThat(submitted).isFalse();
        case PolicyPublished known -> {
          assertThat(LocalDate.ofInstant(known.at(), Ways.ZONE)).isAfterOrEqualTo(last);
          assertThat(given).contains(Section.STAFF, Section.PARENTS);
          assertThat(given.contains(Section.PUPILS)).isEqualTo(sector == Sector.VO);
          published = known;
        }
        case PolicyActivated activated -> {
          assertThat(published).isNotNull();
          assertThat(activated.from()).isAfterOrEqualTo(published.at());
          assertThat(activated.from()).isAfterOrEqualTo(published.recorded());
          if (published.announced() != null) {
            assertThat(activated.from()).isAfterOrEqualTo(published.announced());
          }
          assertThat(LocalDate.ofInstant(activated.from(), Ways.ZONE)).isAfterOrEqualTo(last);
          inForce = true;
        }
        default -> assertThat(event).isNotInstanceOf(PolicyAdopted.class);
      }
    }
    covered("made known", published != null, 40);
    covered("in force", inForce, 30);
    covered("in force after it was a draft again", inForce && again, 2);
  }

  /** It says nothing of a way that few lists of commands get to the end of. */
  private static void covered(String what, boolean so, double percent) {
    Statistics.label(what).collect(so);
    Statistics.label(what)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > percent));
  }

  /** What a school had comes in as the first on its topic or not at all, and takes no other way. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatWasThereBeforeComesInFirstOrNotAtAll(
      @ForAll Sector sector, @ForAll boolean onRecord, @ForAll("ways") List<PolicyCommand> way) {
    List<PolicyCommand> others =
        way.stream().filter(each -> !(each instanceof AdoptPolicy)).toList();
    List<PolicyEvent> events = events(sector, Ways.adopting(sector, onRecord), others);
    if (onRecord) {
      assertThat(events).isEmpty();
      return;
    }
    assertThat(events.subList(0, 3))
        .hasExactlyElementsOfTypes(PolicyDrafted.class, PolicyAdopted.class, PolicyActivated.class);
    assertThat(events.subList(3, events.size()))
        .hasOnlyElementsOfTypes(
            ConsentGiven.class, PolicyIncorporated.class, PolicySuperseded.class);
    Statistics.label("consented afterwards")
        .collect(events.stream().anyMatch(ConsentGiven.class::isInstance))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
  }

  private static List<PolicyEvent> events(
      Sector sector, PolicyCommand first, List<PolicyCommand> way) {
    return Ways.walked(sector, first, way).stream()
        .flatMap(step -> step.events().stream())
        .toList();
  }
}
