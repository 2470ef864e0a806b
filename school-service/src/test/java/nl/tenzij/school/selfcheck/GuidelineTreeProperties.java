package nl.tenzij.school.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Lives;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.UseRule;

/** Whatever is on record, the tree ends: no question twice, and a next step or none to take. */
class GuidelineTreeProperties {

  @Property(tries = 500)
  void everyPathEnds(
      @ForAll Sector sector,
      @ForAll boolean laidDown,
      @ForAll Optional<UseRule.Time> ruledOut,
      @ForAll Optional<Life> underWay) {
    Optional<SchoolPolicy> inForce =
        ruledOut
            .map(time -> Lives.upTo(Life.IN_FORCE, sector, during(time)))
            .map(policy -> laidDown ? Lives.laidDown(policy) : policy);
    Optional<SchoolPolicy> coming =
        underWay
            .filter(EnumSet.range(Life.DRAFT, Life.PUBLISHED)::contains)
            .map(life -> Lives.upTo(life, sector, Samples.deviceBan()));
    SelfCheck result =
        GuidelineTree.walk(
            new Facts(
                inForce,
                coming,
                Optional.empty(),
                true,
                LocalDate.of(2026, 11, 22),
                ZoneId.of("Europe/Amsterdam")));
    List<Question> asked = result.path().stream().map(SelfCheck.Answered::question).toList();
    assertThat(asked).doesNotHaveDuplicates().startsWith(Question.POLICY_WITHIN_AGREEMENT);
    boolean lessons =
        ruledOut
            .filter(time -> time == UseRule.Time.LESSONS || time == UseRule.Time.WHOLE_SCHOOL_DAY)
            .isPresent();
    assertThat(result.isWithinGuideline()).isEqualTo(lessons && laidDown);
    assertThat(result.path().getLast().yes())
        .isEqualTo(result.isWithinGuideline() || !lessons && coming.isPresent());
  }

  private static Content during(UseRule.Time time) {
    Content base = Samples.deviceBan();
    UseRule rule = base.useRules().getFirst();
    return Samples.of(base)
        .useRules(
            List.of(
                new UseRule(
                    rule.clause(), rule.devices(), rule.places(), List.of(time), rule.keeping())))
        .made();
  }
}
