package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder.Imposer;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;
import org.junit.jupiter.api.Test;

class DeparturesTest {

  private static final Content S2 = Samples.deviceBan();
  private static final Content IN_CLASS = Samples.template("only-in-class");

  private static List<Point> of(Bounds bounds, Content content) {
    return Departures.of(bounds, Topic.PHONES, content);
  }

  private static Bounds mildest(UseBound bound) {
    return new Bounds(bound, null, null, null, null, null, Set.of());
  }

  private static Bounds strictest(UseBound bound) {
    return new Bounds(null, bound, null, null, null, null, Set.of());
  }

  @Test
  void withoutAFrameworkEverythingFits() {
    assertThat(of(Bounds.NONE, S2)).isEmpty();
    assertThat(of(Frames.onlyHandedIn(), S2)).isEmpty();
  }

  /** Every clause is named, and everything that is wrong with it. */
  @Test
  void aPolicyThatGoesTooFarIsToldWhereAndInWhatClause() {
    Bounds inClass =
        strictest(
            new UseBound(
                EnumSet.complementOf(EnumSet.of(Device.LAPTOP, Device.TABLET)),
                Set.of(Place.CLASSROOM),
                Set.of(Time.LESSONS),
                Keeping.OFF_IN_BAG));
    assertThat(of(inClass, IN_CLASS)).isEmpty();
    assertThat(of(inClass, S2))
        .extracting(Point::where, Point::code, Point::detail)
        .containsExactly(
            tuple(
                "useRules[0].devices",
                "stricter-than-framework",
                "clause 2: the framework does not let a school rule out [TABLET, LAPTOP]"),
            tuple(
                "useRules[0].places",
                "stricter-than-framework",
                "clause 2: the framework does not let a school rule out [BUILDING, GROUNDS]"),
            tuple(
                "useRules[0].times",
                "stricter-than-framework",
                "clause 2: the framework does not let a school rule out"
                    + " [BREAKS, FREE_PERIODS]"),
            tuple(
                "useRules[0].keeping",
                "stricter-than-framework",
                "clause 2: devices are kept HANDED_IN, at the most OFF_IN_BAG"));
  }

  @Test
  void aPolicyThatLeavesTooMuchOpenIsToldWhat() {
    Bounds building =
        mildest(
            new UseBound(
                Set.of(Device.SMARTPHONE, Device.LAPTOP),
                Set.of(Place.CLASSROOM, Place.BUILDING),
                Set.of(Time.LESSONS),
                Keeping.LOCKER));
    assertThat(of(building, S2)).isEmpty();
    assertThat(of(building, IN_CLASS))
        .extracting(Point::where, Point::detail)
        .containsExactly(
            tuple("useRules", "no clause rules out [LAPTOP] in CLASSROOM during LESSONS"),
            tuple(
                "useRules", "no clause rules out [SMARTPHONE, LAPTOP] in BUILDING during LESSONS"),
            tuple(
                "useRules[0].keeping",
                "clause 1: devices are kept OFF_IN_BAG, at the least LOCKER"));
  }

  @Test
  void theWholeDayIsMoreThanLessonsAndNoMoreThanAllItsParts() {
    Bounds wholeDay =
        mildest(
            new UseBound(
                Set.of(Device.SMARTPHONE),
                Set.of(Place.CLASSROOM),
                Set.of(Time.WHOLE_SCHOOL_DAY),
                Keeping.OFF_IN_BAG));
    assertThat(of(wholeDay, S2)).isEmpty();
    assertThat(of(wholeDay, IN_CLASS))
        .extracting(Point::detail)
        .containsExactly(
            "no clause rules out [SMARTPHONE] in CLASSROOM during BREAKS",
            "no clause rules out [SMARTPHONE] in CLASSROOM during FREE_PERIODS");
    assertThat(of(wholeDay, during(S2, Time.LESSONS, Time.BREAKS)))
        .extracting(Point::detail)
        .containsExactly("no clause rules out [SMARTPHONE] in CLASSROOM during FREE_PERIODS");
    assertThat(of(wholeDay, during(S2, Time.LESSONS, Time.BREAKS, Time.FREE_PERIODS))).isEmpty();
  }

  /** Where no school may rule out more than each part, it may rule out the whole. */
  @Test
  void allPartsOfADayAreTheWholeOfIt() {
    Bounds parts =
        strictest(
            new UseBound(
                EnumSet.allOf(Device.class),
                EnumSet.allOf(Place.class),
                Time.PARTS,
                Keeping.HANDED_IN));
    assertThat(of(parts, during(S2, Time.WHOLE_SCHOOL_DAY))).isEmpty();
  }

  private static Content during(Content content, Time... times) {
    return Samples.of(content)
        .useRules(
            content.useRules().stream()
                .map(
                    rule ->
                        new UseRule(
                            rule.clause(),
                            rule.devices(),
                            rule.places(),
                            List.of(times),
                            rule.keeping()))
                .toList())
        .made();
  }

  @Test
  void aTeacherImposesNothingGraverThanTheBoardAllows() {
    Bounds warning = new Bounds(null, null, Measure.WARNING, null, null, null, Set.of());
    assertThat(of(warning, S2))
        .extracting(Point::where, Point::detail)
        .containsExactly(
            tuple(
                "ladder.steps[1].by",
                "clause 6: a teacher imposes DEVICE_BAN, at the most WARNING"));
  }

  /** A month's ban by the mentor would be a teacher's under another name. */
  @Test
  void aMentorIsATeacherToo() {
    Bounds warning = new Bounds(null, null, Measure.WARNING, null, null, null, Set.of());
    for (Imposer by : Imposer.values()) {
      List<Step> steps =
          S2.ladder().steps().stream()
              .map(
                  step ->
                      new Step(
                          step.breach(),
                          step.from(),
                          step.to(),
                          step.measure(),
                          step.length(),
                          step.measure() == Measure.DEVICE_BAN ? by : step.by(),
                          step.clause()))
              .toList();
      Content content = Samples.with(new Ladder(Ladder.Window.SCHOOL_YEAR, steps));
      boolean teaches = by == Imposer.TEACHER || by == Imposer.MENTOR;
      assertThat(of(warning, content))
          .as(by.name())
          .extracting(Point::detail)
          .isEqualTo(
              teaches
                  ? List.of(
                      "clause 6: a %s imposes DEVICE_BAN, at the most WARNING"
                          .formatted(by.name().toLowerCase(Locale.ROOT)))
                  : List.of());
    }
  }

  @Test
  void termsStayWithinTheBoards() {
    Bounds tighter =
        new Bounds(
            null,
            null,
            null,
            new Reviews(
                new Term(Period.ofDays(43), Period.ofDays(55)),
                new Term(Period.ofMonths(2), Period.ofDays(90)),
                Period.ofMonths(5),
                Period.ofMonths(12)),
            Period.ofDays(43),
            Period.ofMonths(11),
            Set.of());
    assertThat(of(tighter, S2))
        .extracting(Point::where, Point::code)
        .containsExactly(
            tuple("exemptions.reviews.temporary.atLeast", "term-too-short"),
            tuple("exemptions.reviews.temporary.atMost", "term-too-long"),
            tuple("exemptions.reviews.recurring", "term-too-long"),
            tuple("objectionTerm", "term-too-short"),
            tuple("evaluation.every", "term-too-long"));
  }

  @Test
  void devicesAreNoMatterOfAnotherTopic() {
    Content media = Samples.template("s1-social-media");
    assertThat(Departures.of(Frames.onlyHandedIn(), Topic.SOCIAL_MEDIA, media)).isEmpty();
    assertThat(Departures.of(Frames.onlyHandedIn(), Topic.PHONES, media)).isNotEmpty();
  }
}
