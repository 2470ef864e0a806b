package nl.tenzij.school.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.framework.FrameworkCommand.AdoptFramework;
import nl.tenzij.school.framework.FrameworkEvent.FrameworkAdopted;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.Frames;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;
import org.junit.jupiter.api.Test;

class FrameworkDeciderTest {

  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final Set<String> SHIPPED = Set.of("s2-device-ban", "only-in-class");
  private static final Bounds BOUNDS = Frames.onlyHandedIn();
  private static final FrameworkEvent ADOPTED = new FrameworkAdopted(1, BOUNDS, DAY);

  private final DeciderSpec<FrameworkCommand, Framework, FrameworkEvent> spec =
      DeciderSpec.of(new FrameworkDecider());

  private static AdoptFramework adopt(Bounds bounds) {
    return new AdoptFramework(bounds, SHIPPED, DAY);
  }

  @Test
  void aBoardLaysDownItsFrameworkAndChangesIt() {
    spec.given().when(adopt(BOUNDS)).then(ADOPTED);
    spec.given(ADOPTED).when(adopt(BOUNDS)).thenNothing();
    spec.given(ADOPTED).when(adopt(Bounds.NONE)).then(new FrameworkAdopted(2, Bounds.NONE, DAY));
    spec.given(ADOPTED)
        .when(new AdoptFramework(BOUNDS, SHIPPED, null))
        .then(new FrameworkAdopted(2, BOUNDS, null));
  }

  @Test
  void whatTheCouncilConsentedToBindsUntilItConsentsToAnother() {
    spec.given(new FrameworkAdopted(1, BOUNDS, null))
        .when(new AdoptFramework(BOUNDS, SHIPPED, DAY))
        .then(new FrameworkAdopted(2, BOUNDS, DAY))
        .thenState(framework -> assertThat(framework.binding()).isEqualTo(BOUNDS));
    spec.given(ADOPTED)
        .when(new AdoptFramework(Bounds.NONE, SHIPPED, null))
        .then(new FrameworkAdopted(2, Bounds.NONE, null))
        .thenState(framework -> assertThat(framework.binding()).isEqualTo(BOUNDS));
    spec.given()
        .when(new AdoptFramework(BOUNDS, SHIPPED, null))
        .then(new FrameworkAdopted(1, BOUNDS, null))
        .thenState(framework -> assertThat(framework.binding()).isEqualTo(Bounds.NONE));
  }

  /** A classroom is in the building. */
  @Test
  void placesWithinAreWithin() {
    UseBound classroom =
        new UseBound(
            Set.of(Device.SMARTPHONE),
            Set.of(Place.CLASSROOM),
            Set.of(Time.LESSONS),
            Keeping.OFF_IN_BAG);
    UseBound building =
        new UseBound(
            Set.of(Device.SMARTPHONE),
            Set.of(Place.BUILDING),
            Set.of(Time.LESSONS),
            Keeping.OFF_IN_BAG);
    spec.given()
        .when(adopt(within(classroom, building)))
        .then(new FrameworkAdopted(1, within(classroom, building), DAY));
    spec.given().when(adopt(within(building, classroom))).thenRefused("bounds-crossed");
  }

  /** Bounds that no policy could keep are none. */
  @Test
  void theMildestRuleIsWithinTheStrictest() {
    UseBound lessons =
        new UseBound(
            Set.of(Device.SMARTPHONE),
            Set.of(Place.CLASSROOM),
            Set.of(Time.LESSONS),
            Keeping.HANDED_IN);
    UseBound locker =
        new UseBound(
            Set.of(Device.SMARTPHONE),
            Set.of(Place.CLASSROOM),
            Set.of(Time.WHOLE_SCHOOL_DAY),
            Keeping.LOCKER);
    spec.given().when(adopt(within(locker, lessons))).thenRefused("bounds-crossed");
    spec.given()
        .when(adopt(within(lessons, locker)))
        .then(new FrameworkAdopted(1, within(lessons, locker), DAY));
  }

  /** The whole of a day is no more than all its parts. */
  @Test
  void aDayIsTheSameInAllItsPartsAndAsAWhole() {
    UseBound whole = smartphonesDuring(Set.of(Time.WHOLE_SCHOOL_DAY));
    UseBound parts = smartphonesDuring(Time.PARTS);
    UseBound twoParts = smartphonesDuring(Set.of(Time.LESSONS, Time.BREAKS));
    for (Bounds same : List.of(within(whole, parts), within(parts, whole))) {
      spec.given().when(adopt(same)).then(new FrameworkAdopted(1, same, DAY));
    }
    spec.given().when(adopt(within(whole, twoParts))).thenRefused("bounds-crossed");
  }

  private static UseBound smartphonesDuring(Set<Time> times) {
    return new UseBound(
        Set.of(Device.SMARTPHONE), Set.of(Place.CLASSROOM), times, Keeping.HANDED_IN);
  }

  private static Bounds within(UseBound mildest, UseBound strictest) {
    return new Bounds(mildest, strictest, null, null, null, null, Set.of());
  }

  @Test
  void aFrameworkOffersTemplatesThatThereAre() {
    spec.given()
        .when(adopt(new Bounds(null, null, null, null, null, null, Set.of("no-such"))))
        .thenRefused("template-unknown");
  }

  @Test
  void termsAreSome() {
    spec.given()
        .when(adopt(new Bounds(null, null, null, null, Period.ZERO, null, Set.of())))
        .thenRefused("term-not-positive");
  }
}
