package nl.tenzij.sanction.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.verdict.Exemption.Start;
import nl.tenzij.sanction.verdict.Exemption.Suspension;
import nl.tenzij.sanction.verdict.Exemption.Term;
import nl.tenzij.sanction.verdict.Exemption.Window;
import nl.tenzij.sanction.verdict.Verdict.AgainstRule;
import nl.tenzij.sanction.verdict.Verdict.InEducationalUse;
import nl.tenzij.sanction.verdict.Verdict.OutsideRules;
import nl.tenzij.sanction.verdict.Verdict.UnderBan;
import nl.tenzij.sanction.verdict.Verdict.UnderExemption;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final LocalDateTime HERE = TODAY.atTime(10, 0);
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
      new SanctionPeriod(TODAY, LocalDate.of(2026, 12, 23));
  private static final Exemption FOR_FRENCH =
      new Exemption(
          Set.of(Moment.LESSON),
          Set.of("sub-fr"),
          Set.of(Place.CLASSROOM),
          Set.of(),
          List.of(),
          "st-cora",
          false,
          since(TODAY),
          List.of());
  private static final Exemption ALWAYS =
      new Exemption(
          Set.of(Moment.values()),
          Set.of(),
          Set.of(Place.values()),
          Set.of(),
          List.of(),
          "st-cora",
          false,
          since(TODAY),
          List.of());
  private static final OpenUse OPEN =
      new OpenUse(
          "st-tim",
          Set.of(Device.SMARTPHONE),
          NOW.minus(Duration.ofMinutes(5)),
          NOW.plus(Duration.ofMinutes(5)));

  private static final Question PHONE_IN_LESSON =
      question(Device.SMARTPHONE, Place.CLASSROOM, Moment.LESSON);

  private Situation situation = new Situation(NOW, HERE, List.of(), List.of(), List.of());

  /** Who may not use a phone in the building may not in a classroom of it. */
  @Test
  void whatIsSaidOfAPlaceIsSaidOfAllWithinIt() {
    UseRule inside =
        new UseRule(
            "3",
            Set.of(Device.SMARTPHONE),
            Set.of(Place.BUILDING),
            Set.of(UseRule.Time.WHOLE_SCHOOL_DAY),
            UseRule.Keeping.LOCKER);

    assertThat(inside.covers(question(Device.SMARTPHONE, Place.BUILDING, Moment.BREAK))).isTrue();
    assertThat(inside.covers(PHONE_IN_LESSON)).isTrue();
    assertThat(inside.covers(question(Device.SMARTPHONE, Place.GROUNDS, Moment.BREAK))).isFalse();
  }

  @Test
  void aRuleRulesItOutAndIsNamed() {
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new AgainstRule(IN_CLASS));
    assertThat(on(PHONE_IN_LESSON).allowed()).isFalse();
  }

  @Test
  void aTestIsALessonToo() {
    assertThat(on(question(Device.SMARTWATCH, Place.CLASSROOM, Moment.TEST)))
        .isInstanceOf(AgainstRule.class);
  }

  @Test
  void whatNoRuleCoversIsAllowed() {
    for (var question :
        List.of(
            question(Device.SMARTPHONE, Place.GROUNDS, Moment.BREAK),
            question(Device.SMARTPHONE, Place.CLASSROOM, Moment.BREAK),
            question(Device.LAPTOP, Place.CLASSROOM, Moment.LESSON))) {
      assertThat(on(question)).isEqualTo(new OutsideRules());
      assertThat(on(question).allowed()).isTrue();
    }
  }

  @Test
  void withoutAPolicyNothingIsRuledOut() {
    assertThat(Verdict.on(PHONE_IN_LESSON, Optional.empty(), situation))
        .isEqualTo(new OutsideRules());
  }

  @Test
  void withoutSchoolNothingIsRuledOut() {
    banned();
    var atNight =
        new Question(Device.SMARTPHONE, Place.CLASSROOM, Optional.empty(), Optional.empty());
    assertThat(on(atNight)).isEqualTo(new OutsideRules());
  }

  @Test
  void aBanGoesBeforeTheRulesWhereverThePupilIs() {
    banned();
    assertThat(on(question(Device.SMARTPHONE, Place.GROUNDS, Moment.BREAK)))
        .isEqualTo(new UnderBan(A_MONTH));
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new UnderBan(A_MONTH));
  }

  @Test
  void aBanIsOnTheDevicesThatThePolicyIsAbout() {
    banned();
    assertThat(on(question(Device.CAMERA, Place.CLASSROOM, Moment.LESSON)))
        .isEqualTo(new OutsideRules());
    assertThat(on(question(Device.SMARTWATCH, Place.CLASSROOM, Moment.LESSON)))
        .isEqualTo(new UnderBan(A_MONTH));
  }

  /** A ban is one on bringing a phone: what the class works on stays with the teacher (S2). */
  @Test
  void aBanTakesNothingThatTheClassWorksOn() {
    var everything =
        new UseRule(
            "4",
            Set.of(Device.values()),
            Set.of(Place.BUILDING),
            Set.of(UseRule.Time.WHOLE_SCHOOL_DAY),
            UseRule.Keeping.LOCKER);
    var strict = Optional.of(new Rules("policy-1", 2, List.of(everything)));
    for (Device device : List.of(Device.TABLET, Device.LAPTOP)) {
      var inLesson = question(device, Place.CLASSROOM, Moment.LESSON);
      var opened = new OpenUse("st-tim", Set.of(device), NOW.minusSeconds(60), NOW.plusSeconds(60));
      situation = new Situation(NOW, HERE, List.of(A_MONTH), List.of(), List.of(opened));
      assertThat(Verdict.on(inLesson, strict, situation)).isEqualTo(new InEducationalUse(opened));
      banned();
      assertThat(Verdict.on(inLesson, strict, situation))
          .as("as for everybody where nobody opened it")
          .isEqualTo(new AgainstRule(everything));
      assertThat(Verdict.on(inLesson, Optional.empty(), situation)).isEqualTo(new OutsideRules());
    }
    assertThat(
            Verdict.on(question(Device.EARBUDS, Place.BUILDING, Moment.BREAK), strict, situation))
        .isEqualTo(new UnderBan(A_MONTH));
  }

  @Test
  void aBanHoldsOnItsDays() {
    var tomorrow = new SanctionPeriod(TODAY.plusDays(1), TODAY.plusDays(3));
    situation = new Situation(NOW, HERE, List.of(tomorrow), List.of(), List.of());
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
  }

  @Test
  void theClassMayWhereTheTeacherOpenedIt() {
    situation = new Situation(NOW, HERE, List.of(), List.of(), List.of(OPEN));
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new InEducationalUse(OPEN));
    assertThat(on(question(Device.SMARTWATCH, Place.CLASSROOM, Moment.LESSON)))
        .as("another device")
        .isInstanceOf(AgainstRule.class);
  }

  @Test
  void educationalUseEndsByItself() {
    situation =
        new Situation(OPEN.until(), HERE.plusMinutes(5), List.of(), List.of(), List.of(OPEN));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
  }

  @Test
  void aBannedDeviceIsNotThereForEducationalUse() {
    situation = new Situation(NOW, HERE, List.of(A_MONTH), List.of(), List.of(OPEN));
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new UnderBan(A_MONTH));
  }

  /** What the whole class may tells nothing of anyone in it. */
  @Test
  void whereTheClassMayNothingIsSaidOfAnExemption() {
    situation = new Situation(NOW, HERE, List.of(), List.of(ALWAYS), List.of(OPEN));
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new InEducationalUse(OPEN));
  }

  @Test
  void anExemptionGoesBeforeARuleAndBeforeABan() {
    exempted(ALWAYS);
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new UnderExemption(ALWAYS));
    situation = new Situation(NOW, HERE, List.of(A_MONTH), List.of(ALWAYS), List.of());
    assertThat(on(PHONE_IN_LESSON)).isEqualTo(new UnderExemption(ALWAYS));
  }

  @Test
  void anExemptionCoversItsSubjectsMomentsAndPlaces() {
    exempted(FOR_FRENCH);
    assertThat(on(inLessonOf("sub-fr"))).isInstanceOf(UnderExemption.class);
    assertThat(on(inLessonOf("sub-nl"))).isInstanceOf(AgainstRule.class);
    assertThat(on(PHONE_IN_LESSON))
        .as("a lesson of nobody knows what")
        .isInstanceOf(AgainstRule.class);
    situation = new Situation(NOW, HERE, List.of(A_MONTH), List.of(FOR_FRENCH), List.of());
    assertThat(on(question(Device.SMARTPHONE, Place.GROUNDS, Moment.BREAK)))
        .as("outside its moments the ban holds")
        .isEqualTo(new UnderBan(A_MONTH));
  }

  @Test
  void anExemptionHoldsFromItsFirstDayUntilItIsEnded() {
    situation =
        new Situation(
            NOW.minus(Duration.ofDays(1)),
            HERE.minusDays(1),
            List.of(),
            List.of(ALWAYS),
            List.of());
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
    exempted(ended(NOW.plusMillis(1)));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(UnderExemption.class);
    exempted(ended(NOW));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
  }

  @Test
  void aSuspendedExemptionCoversNothingUntilItIsResumed() {
    exempted(suspended(NOW, Optional.empty()));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
    exempted(suspended(NOW.minusSeconds(60), Optional.of(NOW)));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(UnderExemption.class);
  }

  @Test
  void anExemptionCoversItsDevices() {
    exempted(changed(Set.of(Device.SMARTWATCH), List.of(), Optional.empty(), List.of()));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
    assertThat(on(question(Device.SMARTWATCH, Place.CLASSROOM, Moment.LESSON)))
        .isInstanceOf(UnderExemption.class);
  }

  @Test
  void anExemptionCoversItsTimesByTheClockOnTheWall() {
    exempted(within(LocalTime.of(10, 0), LocalTime.of(10, 1)));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(UnderExemption.class);
    assertThat(situation.nextEdge(PHONE_IN_LESSON)).contains(LocalTime.of(10, 1));
    exempted(within(LocalTime.of(9, 0), LocalTime.of(10, 0)));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
    exempted(within(LocalTime.of(10, 1), LocalTime.of(11, 0)));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(AgainstRule.class);
    assertThat(situation.nextEdge(PHONE_IN_LESSON)).contains(LocalTime.of(10, 1));
  }

  private static Exemption within(LocalTime from, LocalTime until) {
    return changed(Set.of(), List.of(new Window(from, until)), Optional.empty(), List.of());
  }

  @Test
  void aSuspensionDoesNotReachBack() {
    exempted(suspended(NOW.plusMillis(1), Optional.empty()));
    assertThat(on(PHONE_IN_LESSON)).isInstanceOf(UnderExemption.class);
  }

  private Verdict on(Question question) {
    return Verdict.on(question, ONLY_IN_CLASS, situation);
  }

  private void banned() {
    situation = new Situation(NOW, HERE, List.of(A_MONTH), List.of(), List.of());
  }

  private void exempted(Exemption exemption) {
    situation = new Situation(NOW, HERE, List.of(), List.of(exemption), List.of());
  }

  private static Exemption ended(Instant at) {
    return changed(Set.of(), List.of(), Optional.of(at), List.of());
  }

  private static Exemption suspended(Instant said, Optional<Instant> resumed) {
    var suspension = new Suspension(TODAY, TODAY.plusDays(7), said, resumed);
    return changed(Set.of(), List.of(), Optional.empty(), List.of(suspension));
  }

  private static Exemption changed(
      Set<Device> devices,
      List<Window> windows,
      Optional<Instant> ended,
      List<Suspension> suspensions) {
    return new Exemption(
        ALWAYS.moments(),
        Set.of(),
        ALWAYS.places(),
        devices,
        windows,
        "st-cora",
        false,
        new Term(since(TODAY).start(), Optional.empty(), ended),
        suspensions);
  }

  private static Term since(LocalDate day) {
    return new Term(new Start(day, Optional.empty()), Optional.empty(), Optional.empty());
  }

  private static Question inLessonOf(String subject) {
    return new Question(
        Device.SMARTPHONE, Place.CLASSROOM, Optional.of(Moment.LESSON), Optional.of(subject));
  }

  private static Question question(Device device, Place place, Moment moment) {
    return new Question(device, place, Optional.of(moment), Optional.empty());
  }
}
