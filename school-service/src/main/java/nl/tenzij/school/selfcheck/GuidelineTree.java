package nl.tenzij.school.selfcheck;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.ConsentRoute.Need;
import nl.tenzij.school.policy.Consultation;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.selfcheck.SelfCheck.Answered;
import nl.tenzij.school.selfcheck.SelfCheck.Next;

/**
 * The tree at the end of S0, question by question, answered from what is on record. Where it asks
 * whether a school wants a policy or rules, a draft is the answer.
 */
public final class GuidelineTree {

  private final Facts facts;
  private final List<Answered> path = new ArrayList<>();

  private GuidelineTree(Facts facts) {
    this.facts = facts;
  }

  public static SelfCheck walk(Facts facts) {
    GuidelineTree tree = new GuidelineTree(facts);
    Optional<Next> next = tree.fromTheStart();
    return new SelfCheck(List.copyOf(tree.path), next, tree.attention());
  }

  private Optional<Next> fromTheStart() {
    return ask(Question.POLICY_WITHIN_AGREEMENT, facts.isWithinAgreement())
        ? inSchoolPlan()
        : wantsPolicy();
  }

  private Optional<Next> wantsPolicy() {
    return ask(Question.WANTS_POLICY, facts.coming().isPresent())
        ? Optional.of(onItsWay(facts.coming().orElseThrow()))
        : wantsRules();
  }

  private Optional<Next> inSchoolPlan() {
    return ask(Question.IN_SCHOOL_PLAN, facts.notConsented(Matter.SCHOOL_PLAN).isEmpty())
        ? hasRules()
        : Optional.of(consent(Action.CONSENT_TO_SCHOOL_PLAN, Matter.SCHOOL_PLAN));
  }

  private Optional<Next> hasRules() {
    return ask(Question.HAS_RULES, facts.hasRules()) ? inSchoolRules() : wantsRules();
  }

  private Optional<Next> inSchoolRules() {
    return ask(Question.IN_SCHOOL_RULES, facts.notConsented(Matter.SCHOOL_RULES).isEmpty())
        ? Optional.empty()
        : Optional.of(consent(Action.CONSENT_TO_SCHOOL_RULES, Matter.SCHOOL_RULES));
  }

  private Optional<Next> wantsRules() {
    return ask(Question.WANTS_RULES, facts.wantsRules())
        ? Optional.of(onItsWay(facts.coming().orElseThrow()))
        : inLineAnyway();
  }

  /** The control question: who wants neither policy nor rules has to be in line all the same. */
  private Optional<Next> inLineAnyway() {
    return ask(Question.IN_LINE_ANYWAY, facts.isWithinAgreement())
        ? Optional.empty()
        : Optional.of(
            new Next(
                facts.inForce().isPresent() ? Action.MAKE_RULES : Action.MAKE_POLICY,
                EnumSet.allOf(Consultation.Group.class),
                Set.of(),
                List.of()));
  }

  private boolean ask(Question question, boolean yes) {
    path.add(new Answered(question, yes));
    return yes;
  }

  /** The next step of a policy's own life. */
  private static Next onItsWay(SchoolPolicy policy) {
    List<Need> needs = ConsentRoute.needs(policy.sector(), policy.content());
    Set<Consultation.Group> groups = EnumSet.allOf(Consultation.Group.class);
    groups.removeAll(policy.heard());
    return switch (policy.life()) {
      case DRAFT, IN_CONSULTATION ->
          groups.isEmpty()
              ? new Next(Action.SUBMIT, Set.of(), policy.awaited(), needs)
              : new Next(Action.TALK, groups, Set.of(), List.of());
      case SUBMITTED -> new Next(Action.AWAIT_CONSENT, Set.of(), policy.awaited(), needs);
      case CONSENTED -> new Next(Action.PUBLISH, Set.of(), Set.of(), List.of());
      case PUBLISHED -> new Next(Action.ACTIVATE, Set.of(), Set.of(), List.of());
      case NONE, IN_FORCE, SUPERSEDED ->
          throw new IllegalArgumentException("not on its way: " + policy.life());
    };
  }

  private Next consent(Action action, Matter matter) {
    SchoolPolicy policy = facts.inForce().orElseThrow();
    List<Need> needs =
        ConsentRoute.needs(policy.sector(), policy.content()).stream()
            .filter(need -> need.matter() == matter)
            .toList();
    return new Next(action, Set.of(), facts.notConsented(matter), needs);
  }

  private List<Attention> attention() {
    List<Attention> points = new ArrayList<>();
    if (facts.inForce().isEmpty()) {
      return points;
    }
    SchoolPolicy policy = facts.inForce().get();
    when(
        !facts.notConsented(Matter.PUPILS_STATUTE).isEmpty(),
        Attention.PUPILS_STATUTE_NOT_CONSENTED,
        points);
    when(
        !facts.notConsented(Matter.STAFF_RULES).isEmpty(),
        Attention.STAFF_RULES_NOT_CONSENTED,
        points);
    when(
        policy.sector() == Sector.VO && facts.since().plusYears(2).isBefore(facts.today()),
        Attention.STATUTE_TO_RENEW,
        points);
    when(
        policy.content().ladder().steps().stream()
            .anyMatch(step -> step.measure() == Measure.SUSPENSION),
        Attention.ADVICE_ON_REMOVAL,
        points);
    when(facts.isEvaluationDue(), Attention.EVALUATION_DUE, points);
    when(!facts.fits(), Attention.OUTSIDE_FRAMEWORK, points);
    return List.copyOf(points);
  }

  private static void when(boolean so, Attention point, List<Attention> points) {
    if (so) {
      points.add(point);
    }
  }
}
