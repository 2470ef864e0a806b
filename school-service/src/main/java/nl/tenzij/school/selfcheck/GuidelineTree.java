package nl.tenzij.school.selfcheck;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.ConsentRoute.Need;
import nl.tenzij.school.policy.Consultation;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.selfcheck.SelfCheck.Answered;
import nl.tenzij.school.selfcheck.SelfCheck.Next;
import nl.tenzij.school.selfcheck.SelfCheck.Noted;

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
        ? Optional.of(onItsWay(facts.coming().orElseThrow(), facts.zone()))
        : wantsRules();
  }

  private Optional<Next> inSchoolPlan() {
    return ask(Question.IN_SCHOOL_PLAN, isLaidDown(Matter.SCHOOL_PLAN))
        ? hasRules()
        : Optional.of(
            layDown(
                Matter.SCHOOL_PLAN,
                Action.CONSENT_TO_SCHOOL_PLAN,
                Action.INCORPORATE_IN_SCHOOL_PLAN));
  }

  private Optional<Next> hasRules() {
    return ask(Question.HAS_RULES, facts.hasRules()) ? inSchoolRules() : wantsRules();
  }

  private Optional<Next> inSchoolRules() {
    return ask(Question.IN_SCHOOL_RULES, isLaidDown(Matter.SCHOOL_RULES))
        ? Optional.empty()
        : Optional.of(
            layDown(
                Matter.SCHOOL_RULES,
                Action.CONSENT_TO_SCHOOL_RULES,
                Action.INCORPORATE_IN_SCHOOL_RULES));
  }

  /** With the council's consent, and written down where it belongs. */
  private boolean isLaidDown(Matter matter) {
    return facts.notConsented(matter).isEmpty() && facts.isIncorporated(matter);
  }

  private Optional<Next> wantsRules() {
    return ask(Question.WANTS_RULES, facts.wantsRules())
        ? Optional.of(onItsWay(facts.coming().orElseThrow(), facts.zone()))
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
  private static Next onItsWay(SchoolPolicy policy, ZoneId zone) {
    List<Need> needs = policy.needs();
    Set<Consultation.Group> groups = EnumSet.allOf(Consultation.Group.class);
    groups.removeAll(policy.heard());
    return switch (policy.life()) {
      case DRAFT, IN_CONSULTATION ->
          groups.isEmpty()
              ? new Next(Action.SUBMIT, Set.of(), policy.awaited(), needs)
              : new Next(Action.TALK, groups, Set.of(), List.of());
      case SUBMITTED -> new Next(Action.AWAIT_CONSENT, Set.of(), policy.awaited(), needs);
      case CONSENTED -> new Next(Action.PUBLISH, Set.of(), Set.of(), List.of());
      case PUBLISHED -> published(policy.binding().planned(), zone);
      case NONE, IN_FORCE, SUPERSEDED, DISCARDED ->
          throw new IllegalArgumentException("not on its way: " + policy.life());
    };
  }

  private static Next published(Instant planned, ZoneId zone) {
    return planned == null
        ? new Next(Action.ACTIVATE, Set.of(), Set.of(), List.of())
        : new Next(
            Action.AWAIT_DAY, Set.of(), Set.of(), List.of(), LocalDate.ofInstant(planned, zone));
  }

  /** Consent comes first, and then the writing down. */
  private Next layDown(Matter matter, Action consent, Action incorporate) {
    Set<Section> missing = facts.notConsented(matter);
    return new Next(missing.isEmpty() ? incorporate : consent, Set.of(), missing, needs(matter));
  }

  private List<Need> needs(Matter matter) {
    return facts.inForce().orElseThrow().needs().stream()
        .filter(need -> need.matter() == matter)
        .toList();
  }

  private List<Noted> attention() {
    List<Noted> points = new ArrayList<>();
    facts.inForce().ifPresent(policy -> ofWhatBinds(policy, points));
    when(
        facts.comesOutsideAgreement(),
        Attention.DRAFT_NOT_WITHIN,
        Provision.NATIONAL_AGREEMENT,
        points);
    return List.copyOf(points);
  }

  private void ofWhatBinds(SchoolPolicy policy, List<Noted> points) {
    boolean secondary = policy.sector() == Sector.VO;
    of(
        Matter.PUPILS_STATUTE,
        Attention.PUPILS_STATUTE_NOT_CONSENTED,
        secondary ? Attention.PUPILS_STATUTE_NOT_ADAPTED : null,
        points);
    of(
        Matter.STAFF_RULES,
        Attention.STAFF_RULES_NOT_CONSENTED,
        Attention.STAFF_RULES_NOT_ADAPTED,
        points);
    when(
        secondary && facts.since().plusYears(2).isBefore(facts.today()),
        Attention.STATUTE_TO_RENEW,
        Provision.STATUTE_RENEWAL,
        points);
    when(
        policy.content().ladder().steps().stream()
            .anyMatch(step -> step.measure() == Measure.SUSPENSION),
        Attention.ADVICE_ON_REMOVAL,
        Provision.ADVICE_REMOVAL,
        points);
    Set<Device> open = facts.leftOpenInLessons();
    if (!open.isEmpty()) {
      points.add(new Noted(Attention.OTHER_DEVICES_LEFT_OPEN, Provision.NATIONAL_AGREEMENT, open));
    }
    when(facts.isEvaluationDue(), Attention.EVALUATION_DUE, null, points);
    when(!facts.fits(), Attention.OUTSIDE_FRAMEWORK, null, points);
  }

  /** Primary schools have no pupils' statute to adapt: their school rules hold the measures. */
  private void of(Matter matter, Attention consent, Attention adapt, List<Noted> points) {
    for (Need need : needs(matter)) {
      boolean consented = facts.notConsented(matter).isEmpty();
      when(!consented, consent, need.provision(), points);
      when(
          consented && adapt != null && !facts.isIncorporated(matter),
          adapt,
          need.provision(),
          points);
    }
  }

  private static void when(boolean so, Attention point, Provision ground, List<Noted> points) {
    if (so) {
      points.add(new Noted(point, ground));
    }
  }
}
