package nl.tenzij.sanction.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.verdict.Verdict.AgainstRule;
import nl.tenzij.sanction.verdict.Verdict.OutsideRules;
import nl.tenzij.sanction.verdict.Verdict.UnderBan;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final UseRule IN_CLASS =
      new UseRule(
          "2",
          Set.of(Device.SMARTPHONE, Device.SMARTWATCH),
          Set.of(Place.CLASSROOM),
          Set.of(UseRule.Time.LESSONS),
          UseRule.Keeping.OFF_IN_BAG);
  private static final Optional<Rules> ONLY_IN_CLASS =
      Optional.of(new Rules("policy-1", 1, List.of(IN_CLASS)));
  private static final SanctionPeriod A_MONTH =
      new SanctionPeriod(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 12, 23));
  private static final Optional<SanctionPeriod> NO_BAN = Optional.empty();

  private static final Question PHONE_IN_LESSON =
      new Question(Device.SMARTPHONE, Place.CLASSROOM, Moment.LESSON);

  @Test
  void aRuleRulesItOutAndIsNamed() {
    assertThat(Verdict.on(PHONE_IN_LESSON, ONLY_IN_CLASS, NO_BAN))
        .isEqualTo(new AgainstRule(IN_CLASS))
        .extracting(Verdict::allowed)
        .isEqualTo(false);
  }

  @Test
  void aTestIsALessonToo() {
    var question = new Question(Device.SMARTWATCH, Place.CLASSROOM, Moment.TEST);
    assertThat(Verdict.on(question, ONLY_IN_CLASS, NO_BAN)).isInstanceOf(AgainstRule.class);
  }

  @Test
  void whatNoRuleCoversIsAllowed() {
    for (var question :
        List.of(
            new Question(Device.SMARTPHONE, Place.GROUNDS, Moment.BREAK),
            new Question(Device.SMARTPHONE, Place.CLASSROOM, Moment.BREAK),
            new Question(Device.LAPTOP, Place.CLASSROOM, Moment.LESSON))) {
      assertThat(Verdict.on(question, ONLY_IN_CLASS, NO_BAN))
          .isEqualTo(new OutsideRules())
          .extracting(Verdict::allowed)
          .isEqualTo(true);
    }
  }

  @Test
  void withoutAPolicyNothingIsRuledOut() {
    assertThat(Verdict.on(PHONE_IN_LESSON, Optional.empty(), NO_BAN)).isEqualTo(new OutsideRules());
  }

  @Test
  void aBanGoesBeforeTheRulesWhereverThePupilIs() {
    var inTheYard = new Question(Device.SMARTPHONE, Place.GROUNDS, Moment.BREAK);
    assertThat(Verdict.on(inTheYard, ONLY_IN_CLASS, Optional.of(A_MONTH)))
        .isEqualTo(new UnderBan(A_MONTH));
    assertThat(Verdict.on(PHONE_IN_LESSON, ONLY_IN_CLASS, Optional.of(A_MONTH)))
        .isEqualTo(new UnderBan(A_MONTH));
  }

  @Test
  void aBanIsOnTheDevicesThatThePolicyIsAbout() {
    var laptop = new Question(Device.LAPTOP, Place.CLASSROOM, Moment.LESSON);
    assertThat(Verdict.on(laptop, ONLY_IN_CLASS, Optional.of(A_MONTH)))
        .isEqualTo(new OutsideRules());
  }
}
