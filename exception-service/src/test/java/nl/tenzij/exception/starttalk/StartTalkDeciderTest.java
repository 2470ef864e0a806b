package nl.tenzij.exception.starttalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.Heard;
import nl.tenzij.exception.starttalk.StartTalkEvent.StartTalkHeld;
import nl.tenzij.ledger.testkit.DeciderSpec;
import org.junit.jupiter.api.Test;

class StartTalkDeciderTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);
  private static final StartTalkHeld HELD = held(TODAY);

  private final DeciderSpec<HoldStartTalk, StartTalks, StartTalkEvent> talks =
      DeciderSpec.of(new StartTalkDecider());

  @Test
  void isHeldWithPupilOrGuardiansAndHasBeen() {
    talks.given().when(hold(TODAY, Heard.PUPIL)).then(HELD);
    talks
        .given()
        .when(hold(TODAY, Heard.GUARDIANS))
        .then(new StartTalkHeld("p-sam", TODAY, List.of(Heard.GUARDIANS), "st-tim"));
    talks.given().when(hold(TODAY, Heard.TEACHERS)).thenRefused("nobody-heard");
    talks.given().when(hold(TODAY.plusDays(1), Heard.PUPIL)).thenRefused("not-held-yet");
  }

  @Test
  void isHeldWithAPupilWhoIsOfAgeInPerson() {
    talks.given().when(ofAge(Heard.GUARDIANS)).thenRefused("pupil-not-heard");
    talks.given().when(ofAge(Heard.PUPIL)).then(HELD);
  }

  private static HoldStartTalk ofAge(Heard with) {
    return new HoldStartTalk("p-sam", TODAY, List.of(with), TODAY, "st-tim", true);
  }

  @Test
  void isHeldEachYearAnew() {
    talks.given(HELD).when(hold(TODAY, Heard.PUPIL)).thenNothing();
    talks.given(held(TODAY.minusYears(1))).when(hold(TODAY, Heard.PUPIL)).then(HELD);
    talks
        .given(HELD, held(TODAY.minusDays(3)))
        .thenState(state -> assertThat(state.last()).isEqualTo(Optional.of(TODAY)));
  }

  private static StartTalkHeld held(LocalDate on) {
    return new StartTalkHeld("p-sam", on, List.of(Heard.PUPIL), "st-tim");
  }

  private static HoldStartTalk hold(LocalDate on, Heard with) {
    return new HoldStartTalk("p-sam", on, List.of(with), TODAY, "st-tim", false);
  }
}
