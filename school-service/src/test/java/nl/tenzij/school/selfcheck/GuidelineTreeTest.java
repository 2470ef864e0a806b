package nl.tenzij.school.selfcheck;

import static nl.tenzij.school.selfcheck.Question.HAS_RULES;
import static nl.tenzij.school.selfcheck.Question.IN_LINE_ANYWAY;
import static nl.tenzij.school.selfcheck.Question.IN_SCHOOL_PLAN;
import static nl.tenzij.school.selfcheck.Question.IN_SCHOOL_RULES;
import static nl.tenzij.school.selfcheck.Question.POLICY_WITHIN_AGREEMENT;
import static nl.tenzij.school.selfcheck.Question.WANTS_POLICY;
import static nl.tenzij.school.selfcheck.Question.WANTS_RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.Consultation.Group;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.Lives;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.UseRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GuidelineTreeTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final Content S2 = Samples.deviceBan();

  private static SelfCheck check(SchoolPolicy inForce, SchoolPolicy coming) {
    return check(inForce, coming, TODAY, true);
  }

  private static SelfCheck check(
      SchoolPolicy inForce, SchoolPolicy coming, LocalDate today, boolean fits) {
    return GuidelineTree.walk(
        new Facts(
            Optional.ofNullable(inForce),
            Optional.ofNullable(coming),
            Optional.empty(),
            fits,
            today,
            ZONE));
  }

  private static SchoolPolicy at(Life life) {
    return Lives.upTo(life, Sector.VO, S2);
  }

  private static List<Question> asked(SelfCheck result) {
    return result.path().stream().map(SelfCheck.Answered::question).toList();
  }

  private static List<Template> onPhones() {
    return Samples.shipped().stream().filter(template -> template.topic() == Topic.PHONES).toList();
  }

  @Test
  void aSchoolWithoutAnythingMakesAPolicy() {
    SelfCheck result = check(null, null);
    assertThat(asked(result))
        .containsExactly(POLICY_WITHIN_AGREEMENT, WANTS_POLICY, WANTS_RULES, IN_LINE_ANYWAY);
    assertThat(result.path()).noneMatch(SelfCheck.Answered::yes);
    assertThat(result.isWithinGuideline()).isFalse();
    assertThat(result.next().orElseThrow().action()).isEqualTo(Action.MAKE_POLICY);
  }

  /** Where nothing is in force too: that road ends outside the guideline. */
  @Test
  void aDraftThatIsNotWithinTheAgreementIsToldOf() {
    Content consoles =
        Samples.of(S2)
            .useRules(
                List.of(
                    new UseRule(
                        "2",
                        List.of(UseRule.Device.GAME_CONSOLE, UseRule.Device.SMARTPHONE),
                        List.of(UseRule.Place.CLASSROOM),
                        List.of(UseRule.Time.LESSONS),
                        UseRule.Keeping.HANDED_IN)))
            .made();
    SchoolPolicy without = Lives.upTo(Life.DRAFT, Sector.VO, consoles);
    for (SchoolPolicy inForce : new SchoolPolicy[] {null, at(Life.IN_FORCE)}) {
      assertThat(check(inForce, without).attention())
          .extracting(SelfCheck.Noted::point, SelfCheck.Noted::ground)
          .contains(tuple(Attention.DRAFT_NOT_WITHIN, Provision.NATIONAL_AGREEMENT));
      assertThat(check(inForce, at(Life.DRAFT)).attention())
          .extracting(SelfCheck.Noted::point)
          .doesNotContain(Attention.DRAFT_NOT_WITHIN);
    }
    assertThat(check(null, null).attention()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("onPhones")
  void everyTemplateInForceIsWithinTheGuideline(Template template) {
    for (Sector sector : Sector.values()) {
      SelfCheck result =
          check(Lives.laidDown(Lives.upTo(Life.IN_FORCE, sector, template.content())), null);
      assertThat(result.isWithinGuideline()).as("%s in %s", template.name(), sector).isTrue();
      assertThat(asked(result))
          .containsExactly(POLICY_WITHIN_AGREEMENT, IN_SCHOOL_PLAN, HAS_RULES, IN_SCHOOL_RULES);
      assertThat(result.path()).allMatch(SelfCheck.Answered::yes);
      assertThat(result.attention()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Life.class,
      names = {"DRAFT", "IN_CONSULTATION", "SUBMITTED", "CONSENTED", "PUBLISHED"})
  void whatComesNextFollowsThePolicyOnItsWay(Life life) {
    SelfCheck result = check(null, at(life));
    assertThat(asked(result)).containsExactly(POLICY_WITHIN_AGREEMENT, WANTS_POLICY);
    Action next =
        switch (life) {
          case DRAFT -> Action.TALK;
          case IN_CONSULTATION -> Action.SUBMIT;
          case SUBMITTED -> Action.AWAIT_CONSENT;
          case CONSENTED -> Action.PUBLISH;
          default -> Action.ACTIVATE;
        };
    assertThat(result.next().orElseThrow().action()).isEqualTo(next);
  }

  @Test
  void whatComesInForceByItselfIsAwaited() {
    SelfCheck.Next next = check(null, Lives.planned(Sector.VO, S2)).next().orElseThrow();
    assertThat(next.action()).isEqualTo(Action.AWAIT_DAY);
    assertThat(next.on()).isEqualTo(LocalDate.of(2027, 1, 1));
  }

  @Test
  void itSaysWhoIsStillToBeHeardAndWhoHasToConsentOnWhatGround() {
    assertThat(check(null, at(Life.DRAFT)).next().orElseThrow().groups())
        .containsExactlyInAnyOrder(Group.values());
    SelfCheck.Next waiting = check(null, at(Life.SUBMITTED)).next().orElseThrow();
    assertThat(waiting.sections()).containsExactlyInAnyOrder(Section.values());
    assertThat(waiting.needs())
        .extracting(need -> need.matter().name())
        .containsExactly("SCHOOL_PLAN", "SCHOOL_RULES", "PUPILS_STATUTE", "STAFF_RULES");
  }

  /** In force, and yet phones may be used in lessons. */
  @Test
  void rulesThatLeaveLessonsOpenAreNotWithinTheGuideline() {
    UseRule rule = S2.useRules().getFirst();
    Content breaks =
        Samples.of(S2)
            .useRules(
                List.of(
                    new UseRule(
                        rule.clause(),
                        rule.devices(),
                        rule.places(),
                        List.of(UseRule.Time.BREAKS),
                        rule.keeping())))
            .made();
    SelfCheck result = check(Lives.upTo(Life.IN_FORCE, Sector.VO, breaks), null);
    assertThat(result.next().orElseThrow().action()).isEqualTo(Action.MAKE_RULES);
    SelfCheck withDraft = check(Lives.upTo(Life.IN_FORCE, Sector.VO, breaks), at(Life.SUBMITTED));
    assertThat(withDraft.next().orElseThrow().action()).isEqualTo(Action.AWAIT_CONSENT);
    Content phonesOnly =
        Samples.of(S2)
            .useRules(
                List.of(
                    new UseRule(
                        rule.clause(),
                        List.of(UseRule.Device.SMARTPHONE),
                        rule.places(),
                        rule.times(),
                        rule.keeping())))
            .made();
    assertThat(check(Lives.upTo(Life.IN_FORCE, Sector.VO, phonesOnly), null).isWithinGuideline())
        .isFalse();
  }

  /** The agreement says "and other devices": that is to be seen to, and changes no answer. */
  @Test
  void otherDevicesThatLessonsAreOpenToNeedAttention() {
    UseRule rule = S2.useRules().getFirst();
    Samples.Making phonesAndWatches =
        Samples.of(S2)
            .useRules(
                List.of(
                    new UseRule(
                        rule.clause(),
                        List.of(UseRule.Device.SMARTPHONE, UseRule.Device.SMARTWATCH),
                        rule.places(),
                        rule.times(),
                        rule.keeping())));
    Set<UseRule.Device> disturbing =
        EnumSet.of(
            UseRule.Device.EARBUDS,
            UseRule.Device.MUSIC_PLAYER,
            UseRule.Device.GAME_CONSOLE,
            UseRule.Device.CAMERA,
            UseRule.Device.OTHER);
    SelfCheck result = check(laidDown(phonesAndWatches.made()), null);
    assertThat(result.isWithinGuideline()).isTrue();
    assertThat(result.attention())
        .containsExactly(
            new SelfCheck.Noted(
                Attention.OTHER_DEVICES_LEFT_OPEN, Provision.NATIONAL_AGREEMENT, disturbing));
    Content untaught = phonesAndWatches.educationalUse(" ").made();
    disturbing.addAll(Set.of(UseRule.Device.TABLET, UseRule.Device.LAPTOP));
    assertThat(check(laidDown(untaught), null).attention().getFirst().devices())
        .isEqualTo(disturbing);
  }

  private static SchoolPolicy laidDown(Content content) {
    return Lives.laidDown(Lives.upTo(Life.IN_FORCE, Sector.VO, content));
  }

  /** A council that was larger when the law or the sector changed. */
  @Test
  void withoutTheWholeCouncilItIsNotInTheSchoolPlan() {
    SchoolPolicy lacking = Lives.withoutConsentOf(Section.PUPILS, at(Life.IN_FORCE));
    SelfCheck result = check(lacking, null);
    assertThat(asked(result)).containsExactly(POLICY_WITHIN_AGREEMENT, IN_SCHOOL_PLAN);
    SelfCheck.Next next = result.next().orElseThrow();
    assertThat(next.action()).isEqualTo(Action.CONSENT_TO_SCHOOL_PLAN);
    assertThat(next.sections()).containsExactly(Section.PUPILS);
    assertThat(points(result))
        .contains(Attention.PUPILS_STATUTE_NOT_CONSENTED)
        .doesNotContain(Attention.PUPILS_STATUTE_NOT_ADAPTED);
  }

  private static List<Attention> points(SelfCheck result) {
    return result.attention().stream().map(SelfCheck.Noted::point).toList();
  }

  /** Consent is one thing, and the policy in the school plan another. */
  @Test
  void whatIsConsentedToIsWrittenDownStepByStep() {
    Set<Section> all = Set.of(Section.values());
    SelfCheck plan = check(Lives.adopted(Sector.VO, S2, all, Set.of()), null);
    assertThat(asked(plan)).containsExactly(POLICY_WITHIN_AGREEMENT, IN_SCHOOL_PLAN);
    assertThat(plan.next().orElseThrow().action()).isEqualTo(Action.INCORPORATE_IN_SCHOOL_PLAN);
    assertThat(plan.next().orElseThrow().sections()).isEmpty();
    assertThat(points(plan))
        .containsExactly(Attention.PUPILS_STATUTE_NOT_ADAPTED, Attention.STAFF_RULES_NOT_ADAPTED);
    SelfCheck rules = check(Lives.adopted(Sector.VO, S2, all, Set.of(Matter.SCHOOL_PLAN)), null);
    assertThat(asked(rules))
        .containsExactly(POLICY_WITHIN_AGREEMENT, IN_SCHOOL_PLAN, HAS_RULES, IN_SCHOOL_RULES);
    assertThat(rules.next().orElseThrow().action()).isEqualTo(Action.INCORPORATE_IN_SCHOOL_RULES);
    SelfCheck done = check(Lives.adopted(Sector.VO, S2, all, Set.of(Matter.values())), null);
    assertThat(done.isWithinGuideline()).isTrue();
    assertThat(done.attention()).isEmpty();
  }

  /** A school's own paper, of which the council never heard. */
  @Test
  void aPolicyFromBeforeLacksWhatItLacked() {
    SelfCheck result = check(Lives.adopted(Sector.PO, S2, Set.of(), Set.of()), null);
    assertThat(result.next().orElseThrow().action()).isEqualTo(Action.CONSENT_TO_SCHOOL_PLAN);
    assertThat(result.attention())
        .contains(
            new SelfCheck.Noted(
                Attention.PUPILS_STATUTE_NOT_CONSENTED, Provision.CONSENT_MEASURES_PRIMARY));
    assertThat(points(result)).doesNotContain(Attention.PUPILS_STATUTE_NOT_ADAPTED);
  }

  @Test
  void withoutALadderThereAreNoRules() {
    Content soft = Samples.of(S2).ladder(new Ladder(Ladder.Window.SCHOOL_YEAR, List.of())).made();
    SchoolPolicy policy =
        Lives.adopted(Sector.VO, soft, Set.of(Section.values()), Set.of(Matter.SCHOOL_PLAN));
    SelfCheck result = check(policy, null);
    assertThat(asked(result))
        .containsExactly(
            POLICY_WITHIN_AGREEMENT, IN_SCHOOL_PLAN, HAS_RULES, WANTS_RULES, IN_LINE_ANYWAY);
    assertThat(result.isWithinGuideline()).isTrue();
  }

  @Test
  void whatNeedsAttentionIsToldWhateverTheTreeSays() {
    SchoolPolicy inForce = Lives.laidDown(at(Life.IN_FORCE));
    LocalDate since = LocalDate.ofInstant(inForce.from(), ZONE);
    assertThat(check(inForce, null, since.plusYears(1), true).attention()).isEmpty();
    assertThat(points(check(inForce, null, since.plusYears(1).plusDays(1), true)))
        .containsExactly(Attention.EVALUATION_DUE);
    assertThat(points(check(inForce, null, since.plusYears(2).plusDays(1), false)))
        .containsExactly(
            Attention.STATUTE_TO_RENEW, Attention.EVALUATION_DUE, Attention.OUTSIDE_FRAMEWORK);
    assertThat(
            GuidelineTree.walk(
                    new Facts(
                        Optional.of(inForce),
                        Optional.empty(),
                        Optional.of(since.plusMonths(11)),
                        true,
                        since.plusMonths(13),
                        ZONE))
                .attention())
        .isEmpty();
  }

  @Test
  void everyArticleThatIsPointedAtIsOneThatThereIs() {
    assertThat(Set.of(Provision.values())).allMatch(Samples::article);
  }
}
