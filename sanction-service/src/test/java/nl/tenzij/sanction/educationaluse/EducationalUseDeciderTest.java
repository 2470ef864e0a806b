package nl.tenzij.sanction.educationaluse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.sanction.educationaluse.EducationalUse.Terms;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.CloseUse;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.Latest;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.OpenUse;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseClosed;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseOpened;
import nl.tenzij.sanction.incident.Device;
import org.junit.jupiter.api.Test;

class EducationalUseDeciderTest {

  private static final Instant ELEVEN = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant HALF_PAST = ELEVEN.plusSeconds(1800);
  private static final Instant NOON = ELEVEN.plusSeconds(3600);
  private static final Instant MIDNIGHT = Instant.parse("2026-11-24T23:00:00Z");
  private static final EducationalUseOpened OPENED =
      new EducationalUseOpened(until(NOON), ELEVEN, "st-tim");

  private final DeciderSpec<EducationalUseCommand, EducationalUse, EducationalUseEvent> use =
      DeciderSpec.of(new EducationalUseDecider());

  @Test
  void aTeacherOpensItUntilAMoment() {
    use.given().when(open(NOON)).then(OPENED);
  }

  @Test
  void itHasAnEndAheadOnTheSameDay() {
    use.given().when(open(ELEVEN)).thenRefused("educational-use-ends-before-it-begins");
    use.given().when(open(MIDNIGHT.plusMillis(1))).thenRefused("educational-use-beyond-the-day");
    use.given()
        .when(open(MIDNIGHT))
        .then(new EducationalUseOpened(until(MIDNIGHT), ELEVEN, "st-tim"));
  }

  @Test
  void itEndsWithADoubleLessonAtTheLatest() {
    var untilNoon = new Latest(Optional.of(NOON), MIDNIGHT);
    use.given().when(new OpenUse(until(NOON), "st-tim", ELEVEN, untilNoon)).then(OPENED);
    use.given()
        .when(new OpenUse(until(NOON.plusMillis(1)), "st-tim", ELEVEN, untilNoon))
        .thenRefused("educational-use-beyond-the-lesson");
  }

  @Test
  void itIsClosedBeforeItsEndOnce() {
    var closed = new EducationalUseClosed("k-3hv1", HALF_PAST, "st-tim");
    use.given(OPENED).when(new CloseUse("st-tim", HALF_PAST)).then(closed);
    use.given(OPENED, closed).when(new CloseUse("st-tim", HALF_PAST.plusSeconds(1))).thenNothing();
  }

  @Test
  void afterItsEndThereIsNothingToClose() {
    use.given(OPENED).when(new CloseUse("st-tim", NOON)).thenNothing();
    use.given().when(new CloseUse("st-tim", NOON)).thenRefused("educational-use-not-open");
  }

  private static OpenUse open(Instant until) {
    return new OpenUse(until(until), "st-tim", ELEVEN, new Latest(Optional.empty(), MIDNIGHT));
  }

  private static Terms until(Instant end) {
    return new Terms("k-3hv1", Personal.of("st-tim", "Stopwatch"), List.of(Device.SMARTPHONE), end);
  }
}
