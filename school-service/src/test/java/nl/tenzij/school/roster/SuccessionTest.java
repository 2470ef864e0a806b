package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tenzij.school.roster.ClassPlaces.Place;
import org.junit.jupiter.api.Test;

/** What the roster tells of Sam on 1 September, after what it told before. */
class SuccessionTest {

  private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
  private static final LocalDate AUGUST = LocalDate.of(2026, 8, 31);
  private static final LocalDate SEPTEMBER = LocalDate.of(2026, 9, 1);

  private static final Place OPEN = place("3a", "e1", null, null, JUNE);

  private static Place place(
      String inClass, String enrolment, LocalDate first, LocalDate last, LocalDate toldOn) {
    return new Place("sam", inClass, enrolment, first, last, false, toldOn);
  }

  private static Succession<String> told(List<Place> before, Place... now) {
    return Succession.of(Map.of("sam", before), Map.of("sam", List.of(now)), SEPTEMBER);
  }

  @Test
  void whatIsToldNoMoreEndedTheDayBefore() {
    Place next = place("4a", "e2", null, null, SEPTEMBER);
    var succession = told(List.of(OPEN), next);
    assertThat(succession.now()).isEqualTo(Map.of("sam", List.of(next)));
    assertThat(succession.ended())
        .isEqualTo(Map.of("sam", List.of(place("3a", "e1", null, AUGUST, JUNE))));
  }

  @Test
  void whatHadEndedByItselfEndedThen() {
    LocalDate july = LocalDate.of(2026, 7, 17);
    Place over = place("3a", "e1", JUNE, july, JUNE);
    assertThat(told(List.of(over)).ended()).isEqualTo(Map.of("sam", List.of(over)));
  }

  @Test
  void whatIsToldAgainGoesOnSinceItWasTold() {
    Place corrected = place("3a", "e1", LocalDate.of(2026, 6, 15), AUGUST, SEPTEMBER);
    Place renumbered = place("3a", "e9", null, null, SEPTEMBER);
    for (Place now : List.of(corrected, renumbered)) {
      var succession = told(List.of(OPEN), now);
      assertThat(succession.ended()).as("%s", now).isEmpty();
      assertThat(succession.now().get("sam")).extracting(Place::toldOn).containsExactly(JUNE);
    }
    Place known = place("3a", "e1", null, null, null);
    assertThat(told(List.of(known), renumbered).now().get("sam"))
        .extracting(Place::toldOn)
        .as("before that was kept")
        .containsOnlyNulls();
  }

  /** A mistake that was put right on the same day, and what would only have begun. */
  @Test
  void whatNeverWasIsNotKept() {
    assertThat(told(List.of(place("3a", "e1", null, null, SEPTEMBER))).ended()).isEmpty();
    assertThat(told(List.of(place("3a", "e1", SEPTEMBER, null, JUNE))).ended()).isEmpty();
  }

  @Test
  void anotherEnrolmentOfLaterDaysLeavesTheEarlierOne() {
    Place later = place("3a", "e2", SEPTEMBER, null, SEPTEMBER);
    var succession = told(List.of(OPEN), later);
    assertThat(succession.ended())
        .isEqualTo(Map.of("sam", List.of(place("3a", "e1", null, AUGUST, JUNE))));
  }
}
