package nl.tenzij.school.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.Consultation;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Lives;
import nl.tenzij.school.policy.Now;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.IncorporatePolicy;
import nl.tenzij.school.policy.PolicyCommand.KeepActivation;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyDecider;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.policy.Ways;
import nl.tenzij.school.selfcheck.SelfCheck.Next;

/** Whatever is on record, the tree ends: no question twice, and a next step or none to take. */
class GuidelineTreePropertiesTest {

  private static final LocalDate TODAY = LocalDate.ofInstant(Ways.MOMENT, Ways.ZONE);

  /**
   * Of the policies here each keeps phones out of lessons, and what the school rules need the
   * school plan needs too.
   */
  private static final EnumSet<Action> UNREACHED =
      EnumSet.of(Action.MAKE_RULES, Action.CONSENT_TO_SCHOOL_RULES);

  private final PolicyDecider decider = new PolicyDecider();

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
    SelfCheck result = check(inForce, coming);
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

  private static SelfCheck check(Optional<SchoolPolicy> inForce, Optional<SchoolPolicy> coming) {
    return GuidelineTree.walk(
        new Facts(inForce, coming, Optional.empty(), true, LocalDate.of(2026, 11, 22), Ways.ZONE));
  }

  @Provide
  Arbitrary<List<PolicyCommand>> ways() {
    return Ways.any();
  }

  /** Who does what the tree says comes next is not refused, and gets further by it. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatComesNextCanBeDone(
      @ForAll Sector sector, @ForAll boolean hadOne, @ForAll("ways") List<PolicyCommand> way) {
    PolicyCommand first = hadOne ? Ways.adopting(sector, false) : Ways.drafting(sector);
    for (Ways.Step step : Ways.walked(sector, first, way)) {
      SchoolPolicy policy = step.state();
      Optional<Next> next =
          check(
                  Optional.of(policy).filter(each -> each.life() == Life.IN_FORCE),
                  Optional.of(policy).filter(each -> each.life().compareTo(Life.IN_FORCE) < 0))
              .next();
      next.ifPresent(each -> doneAt(policy, each, sector));
      next.map(Next::action).ifPresent(Statistics.label("next")::collect);
      Statistics.label("submitted once more")
          .collect(policy.council().withheld() != null && isNext(next, Action.SUBMIT));
    }
    Statistics.label("next")
        .coverage(
            coverage ->
                EnumSet.complementOf(UNREACHED)
                    .forEach(action -> coverage.check(action).count(count -> count > 0)));
    Statistics.label("submitted once more")
        .coverage(coverage -> coverage.check(true).count(count -> count > 0));
  }

  private static boolean isNext(Optional<Next> next, Action action) {
    return next.filter(each -> each.action() == action).isPresent();
  }

  private void doneAt(SchoolPolicy policy, Next next, Sector sector) {
    SchoolPolicy of = next.action() == Action.MAKE_POLICY ? decider.initial() : policy;
    List<PolicyCommand> steps = steps(next, of, sector);
    assertThat(steps).as("%s of %s", next.action(), of.life()).isNotEmpty();
    for (PolicyCommand each : steps) {
      assertThat(decider.decide(each, of)).as("%s of %s", each, of.life()).isNotEmpty();
    }
  }

  /** All that it can mean; of several any one may be first. */
  private static List<PolicyCommand> steps(Next next, SchoolPolicy policy, Sector sector) {
    return switch (next.action()) {
      case MAKE_POLICY, MAKE_RULES -> List.of(Ways.drafting(sector));
      case TALK ->
          List.of(
              new RecordConsultation(
                  new Consultation(Consultation.Kind.SURVEY, next.groups(), Ways.DAY, "Fine")));
      case SUBMIT -> List.of(new SubmitPolicy(TODAY, sector, Bounds.NONE));
      case AWAIT_CONSENT, CONSENT_TO_SCHOOL_PLAN, CONSENT_TO_SCHOOL_RULES ->
          next.sections().stream()
              .<PolicyCommand>map(
                  section -> new GiveConsent(policy.revision(), section, "of-" + section, TODAY))
              .toList();
      case PUBLISH ->
          List.of(
              new PublishPolicy(
                  EnumSet.allOf(Bound.class), Ways.MOMENT, null, new Now(Ways.MOMENT, Ways.ZONE)));
      case ACTIVATE -> List.of(activated(policy));
      case AWAIT_DAY ->
          List.of(new KeepActivation(null, new Now(policy.binding().planned(), Ways.ZONE)));
      case INCORPORATE_IN_SCHOOL_PLAN -> List.of(new IncorporatePolicy(Matter.SCHOOL_PLAN, TODAY));
      case INCORPORATE_IN_SCHOOL_RULES ->
          List.of(new IncorporatePolicy(Matter.SCHOOL_RULES, TODAY));
    };
  }

  /** On the day that was made known, where one was. */
  private static PolicyCommand activated(SchoolPolicy policy) {
    Instant announced = policy.binding().announced();
    Instant due = announced == null ? Ways.MOMENT : announced;
    return new ActivatePolicy(due, null, new Now(due, Ways.ZONE));
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
