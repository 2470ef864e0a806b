package nl.tenzij.school.policy.api;

import java.util.TreeSet;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.policy.api.PolicyText.ArrangementsText;
import nl.tenzij.school.policy.api.PolicyText.ClauseText;
import nl.tenzij.school.policy.api.PolicyText.EvaluationText;
import nl.tenzij.school.policy.api.PolicyText.ExemptionsText;
import nl.tenzij.school.policy.api.PolicyText.LadderText;
import nl.tenzij.school.policy.api.PolicyText.MessagesText;
import nl.tenzij.school.policy.api.PolicyText.ReviewsText;
import nl.tenzij.school.policy.api.PolicyText.RuleText;
import nl.tenzij.school.policy.api.PolicyText.StepText;
import nl.tenzij.school.policy.api.PolicyText.TermText;

/** Between what a policy says and how it is written by clients. */
final class PolicyTexts {

  private PolicyTexts() {}

  static Content content(PolicyText text) {
    return new Content(
        text.title(),
        text.vision(),
        text.goals(),
        text.educationalUse(),
        arrangements(text.arrangements()),
        text.safety(),
        text.digitalLiteracy(),
        text.clauses().stream()
            .map(each -> new Content.Clause(each.number(), each.text()))
            .toList(),
        text.useRules().stream().map(PolicyTexts::rule).toList(),
        text.staffRules(),
        new Ladder(
            text.ladder().window(), text.ladder().steps().stream().map(PolicyTexts::step).toList()),
        text.objectionTerm(),
        exemptions(text.exemptions()),
        messages(text.messages()),
        new Content.Evaluation(text.evaluation().every(), text.evaluation().on()));
  }

  private static Content.Arrangements arrangements(ArrangementsText text) {
    return new Content.Arrangements(
        text.timetableChanges(),
        text.reachability(),
        text.lockers(),
        text.twoFactorSignIn(),
        text.others());
  }

  private static UseRule rule(RuleText text) {
    return new UseRule(text.clause(), text.devices(), text.places(), text.times(), text.keeping());
  }

  private static Ladder.Step step(StepText text) {
    return new Ladder.Step(
        text.breach(),
        text.from(),
        text.to(),
        text.measure(),
        text.length(),
        text.by(),
        text.clause());
  }

  private static ExemptionRule exemptions(ExemptionsText text) {
    return new ExemptionRule(
        text.how(),
        text.whom(),
        text.decidedWithin(),
        text.criteria().stream()
            .map(each -> new ExemptionRule.Criterion(each.number(), each.text()))
            .toList(),
        text.reviews() == null ? null : reviews(text.reviews()));
  }

  private static Reviews reviews(ReviewsText text) {
    return new Reviews(term(text.temporary()), term(text.effect()), text.recurring(), text.talk());
  }

  private static Term term(TermText text) {
    return new Term(text.atLeast(), text.atMost());
  }

  private static MessageRules messages(MessagesText text) {
    return new MessageRules(
        text.quietFrom(),
        text.quietUntil(),
        text.quietAtWeekends(),
        text.quietOnHolidays(),
        text.pushed());
  }

  static PolicyText text(Content content) {
    return new PolicyText(
        content.title(),
        content.vision(),
        content.goals(),
        content.educationalUse(),
        text(content.arrangements()),
        content.safety(),
        content.digitalLiteracy(),
        content.clauses().stream().map(each -> new ClauseText(each.number(), each.text())).toList(),
        content.useRules().stream().map(PolicyTexts::text).toList(),
        content.staffRules(),
        new LadderText(
            content.ladder().window(),
            content.ladder().steps().stream().map(PolicyTexts::text).toList()),
        content.objectionTerm(),
        text(content.exemptions()),
        content.messages() == null ? null : text(content.messages()),
        new EvaluationText(content.evaluation().every(), content.evaluation().on()));
  }

  private static ArrangementsText text(Content.Arrangements arrangements) {
    return new ArrangementsText(
        arrangements.timetableChanges(),
        arrangements.reachability(),
        arrangements.lockers(),
        arrangements.twoFactorSignIn(),
        arrangements.others());
  }

  private static RuleText text(UseRule rule) {
    return new RuleText(rule.clause(), rule.devices(), rule.places(), rule.times(), rule.keeping());
  }

  private static StepText text(Ladder.Step step) {
    return new StepText(
        step.breach(),
        step.from(),
        step.to(),
        step.measure(),
        step.length(),
        step.by(),
        step.clause());
  }

  private static ExemptionsText text(ExemptionRule rule) {
    return new ExemptionsText(
        rule.how(),
        rule.whom(),
        rule.decidedWithin(),
        rule.criteria().stream().map(each -> new ClauseText(each.number(), each.text())).toList(),
        rule.reviews() == null ? null : text(rule.reviews()));
  }

  private static ReviewsText text(Reviews reviews) {
    return new ReviewsText(
        text(reviews.temporary()), text(reviews.effect()), reviews.recurring(), reviews.talk());
  }

  private static TermText text(Term term) {
    return new TermText(term.atLeast(), term.atMost());
  }

  private static MessagesText text(MessageRules rules) {
    return new MessagesText(
        rules.quietFrom(),
        rules.quietUntil(),
        rules.quietAtWeekends(),
        rules.quietOnHolidays(),
        new TreeSet<>(rules.pushed()));
  }
}
