package nl.tenzij.exception.exemption;

import static nl.tenzij.exception.exemption.ExemptionDecider.covers;
import static nl.tenzij.exception.exemption.ExemptionDecider.pupil;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.exemption.Assessment.Advice;
import nl.tenzij.exception.exemption.Exemption.UnderAssessment;
import nl.tenzij.exception.exemption.ExemptionCommand.AssessRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.ReplaceCoreTeam;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.CoreTeamReplaced;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.ledger.decider.Refused;

/** How a core team comes to its decision (S3 §3C). */
final class Deliberation {

  private Deliberation() {}

  static void canAssess(CoreTeam named, Set<String> parents) {
    if (!named.writers().isEmpty()) {
      throw new Refused("chair-has-not-left", "A chair without a vote follows one who has left.");
    }
    weighs(named, parents);
  }

  private static void weighs(CoreTeam named, Set<String> parents) {
    eachOnce(named);
    CoreTeam team = named.voters();
    withoutParents(named, parents);
    if (!team.isLargeEnough()) {
      throw new Refused("core-team-too-small", "A core team is at least three people.");
    }
    if (!team.isMixed()) {
      throw new Refused("core-team-one-sided", "A core team has at least two different roles.");
    }
    if (!team.hasChair()) {
      throw new Refused("core-team-without-chair", "A care coordinator chairs the core team.");
    }
  }

  /** Nobody weighs what an own child asks for. */
  private static void withoutParents(CoreTeam team, Set<String> parents) {
    if (team.members().stream().anyMatch(member -> parents.contains(member.person()))) {
      throw new Refused("own-child", "No parent of the pupil sits on the core team.");
    }
  }

  private static void eachOnce(CoreTeam team) {
    if (team.namesSomebodyTwice()) {
      throw new Refused("core-team-member-twice", "A core team names each of its members once.");
    }
  }

  /** Nobody is replaced for what they hold of the request, but who turns out to be a parent. */
  static List<ExemptionEvent> replace(ReplaceCoreTeam command, UnderAssessment state) {
    CoreTeam team = command.team();
    weighs(team, command.parents());
    if (!state.assessments().stream()
        .filter(given -> !command.parents().contains(given.person()))
        .allMatch(given -> state.assessors().voters().keeps(given.person(), team))) {
      throw new Refused("assessor-left-out", "Who has assessed the request stays, in that role.");
    }
    if (team.equals(state.assessors())) {
      return List.of();
    }
    if (command.asHead()) {
      namesOneMore(command, state);
    }
    if (!team.writers().equals(state.assessors().writers())) {
      takesTheChair(command, state);
    } else if (!state.assessments().isEmpty()) {
      oneForOne(command, state);
    }
    return List.of(new CoreTeamReplaced(pupil(state), team, command.reason(), command.by()));
  }

  /** As nobody else may, where the school's only care coordinator asked. */
  private static void namesOneMore(ReplaceCoreTeam command, UnderAssessment state) {
    if (!command.team().addsVoterTo(state.assessors()) || !isTied(state)) {
      throw new Refused(
          "head-names-one-more",
          "A head names one more where neither can be decided, and changes nothing else.");
    }
    if (command.team().hasVoter(command.by()) && !state.assessors().hasVoter(command.by())) {
      throw new Refused(
          "head-names-another", "A head names somebody else: who weighs it reads what it is for.");
    }
  }

  /** Somebody writes down what the others held, as nobody else can or does. */
  private static void takesTheChair(ReplaceCoreTeam command, UnderAssessment state) {
    var own = new CoreTeam.Member(command.by(), CoreTeam.Role.CHAIR);
    if (!command.team().writers().equals(List.of(own))
        || !state.assessors().voters().isButFor(command.parents(), command.team().voters())) {
      throw new Refused(
          "chair-not-taken",
          "Who takes the chair names themself, and all others as they were, but for a parent.");
    }
    if (state.assessors().chairs().stream()
        .anyMatch(chair -> !command.gone().contains(chair) && !command.parents().contains(chair))) {
      throw new Refused(
          "chair-has-not-left",
          "A chair without a vote follows one who has left, turns out to be a parent, or lets it"
              + " wait beyond its term.");
    }
    if (command.reason().isEmpty()) {
      throw new Refused("reason-missing", "Say why somebody else takes the chair.");
    }
  }

  /** Else a vote that went wrong could be mended by more voters. */
  private static void oneForOne(ReplaceCoreTeam command, UnderAssessment state) {
    boolean oneMore = command.team().hasOneMoreThan(state.assessors()) && isTied(state);
    if (oneMore && command.by().equals(state.request().asker().person())) {
      throw new Refused("asker-names-another", "Somebody else than who asked names one more.");
    }
    if (!oneMore && !command.team().isAsLargeAs(state.assessors())) {
      throw new Refused(
          "not-one-for-one", "Once a member has assessed, each who goes is replaced by one other.");
    }
    if (command.reason().isEmpty()) {
      throw new Refused(
          "reason-missing", "Once a member has assessed, say why somebody is replaced.");
    }
  }

  /** All have assessed, and neither can be decided. */
  private static boolean isTied(UnderAssessment state) {
    List<String> persons = state.assessments().stream().map(Assessment::person).toList();
    return state.assessors().voters().members().stream()
            .allMatch(member -> persons.contains(member.person()))
        && !isCarried(Advice.GRANT, state)
        && !isCarried(Advice.REFUSE, state);
  }

  private static boolean isCarried(Advice advice, UnderAssessment state) {
    List<String> persons = state.assessments().stream().map(Assessment::person).toList();
    List<String> deciders = deciders(advice, state);
    return isMost(deciders, persons)
        && !tipped(state.request().asker().person(), deciders, persons);
  }

  private static List<String> deciders(Advice advice, UnderAssessment state) {
    return state.assessments().stream()
        .filter(each -> each.advice() == advice)
        .map(Assessment::person)
        .toList();
  }

  /** Whether who asked is one of them, and without who asked they are not the most. */
  private static boolean tipped(String asker, List<String> deciders, List<String> persons) {
    return deciders.contains(asker) && !isMost(without(asker, deciders), without(asker, persons));
  }

  static List<ExemptionEvent> assess(AssessRequest command, UnderAssessment state) {
    Assessment assessment = command.assessment();
    if (!state.assessors().includes(assessment.person())) {
      throw new Refused("not-of-the-core-team", "Only its core team assesses a request.");
    }
    if (!state.assessors().includes(assessment.person(), command.held())) {
      throw new Refused(
          "role-not-held", "A member of the core team holds that role at the school.");
    }
    answered(assessment.criteria(), state);
    return List.of(new AssessmentGiven(pupil(state), assessment));
  }

  static List<ExemptionEvent> grant(GrantExemption command, UnderAssessment state) {
    Grant grant = command.grant();
    Judgement judgement =
        carried(
            command.reasons(),
            Advice.GRANT,
            command.today(),
            command.parents(),
            command.by(),
            state);
    covers(grant.scope());
    if (grant.from().isBefore(command.today())) {
      throw new Refused("begins-in-the-past", "An exemption begins today or later.");
    }
    ReviewTerms.Bounds bounds = command.terms().first(grant.kind());
    if (!bounds.hold(grant.from(), grant.review())) {
      throw new Refused(
          "review-out-of-term",
          "The first review is "
              + bounds.atLeast()
              + " to "
              + bounds.atMost()
              + " after the exemption's first day.");
    }
    return List.of(new ExemptionGranted(pupil(state), grant, judgement));
  }

  static List<ExemptionEvent> refuse(RefuseExemption command, UnderAssessment state) {
    Judgement judgement =
        carried(
            command.reasons(),
            Advice.REFUSE,
            command.today(),
            command.parents(),
            command.by(),
            state);
    return List.of(new ExemptionRefused(pupil(state), judgement));
  }

  /** Written by the chair, carried by most of those who assessed, with and without the asker. */
  private static Judgement carried(
      Reasons reasons,
      Advice advice,
      LocalDate today,
      Set<String> parents,
      String by,
      UnderAssessment state) {
    if (!state.assessors().chairedBy(by)) {
      throw new Refused("not-the-chair", "The chair of its core team writes the decision.");
    }
    eachOnce(state.assessors());
    withoutParents(state.assessors(), parents);
    answered(reasons.criteria(), state);
    List<Assessment> given = state.assessments();
    List<String> persons = given.stream().map(Assessment::person).toList();
    CoreTeam assessed = state.assessors().voters().only(persons);
    if (!assessed.isLargeEnough() || !assessed.isMixed()) {
      throw new Refused(
          "assessments-missing",
          "At least three members in two roles assess a request before it is decided.");
    }
    List<String> deciders = deciders(advice, state);
    if (tipped(state.request().asker().person(), deciders, persons)) {
      throw new Refused(
          "asker-decides-alone", "Most of the others advise it too: who asked tips no scale.");
    }
    if (!isMost(deciders, persons)) {
      throw new Refused("no-majority", "Most of those who assessed do not advise it.");
    }
    return new Judgement(reasons.reason(), reasons.criteria(), deciders, Optional.of(today));
  }

  private static boolean isMost(List<String> part, List<String> all) {
    return part.size() * 2 > all.size();
  }

  private static List<String> without(String person, List<String> persons) {
    return persons.stream().filter(each -> !each.equals(person)).toList();
  }

  /** Each criterion once, and nothing else. */
  private static void answered(List<Judgement.Answer> answers, UnderAssessment state) {
    Set<String> numbers = new HashSet<>();
    for (Judgement.Answer answer : answers) {
      if (!numbers.add(answer.criterion())) {
        throw new Refused("criterion-twice", "Each criterion is answered once.");
      }
    }
    Set<String> asked = Set.copyOf(state.criteria());
    if (numbers.isEmpty() || !numbers.containsAll(asked)) {
      throw new Refused("criteria-unanswered", "Each criterion is answered with a reason.");
    }
    if (!asked.isEmpty() && !asked.containsAll(numbers)) {
      throw new Refused("criterion-unknown", "The policy in force has no such criterion.");
    }
  }
}
