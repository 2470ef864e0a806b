package nl.tenzij.sanction.verdict.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.school.Contact;
import nl.tenzij.sanction.verdict.Answer;
import nl.tenzij.sanction.verdict.Ground;
import nl.tenzij.sanction.verdict.Question;
import nl.tenzij.sanction.verdict.UseRule;
import nl.tenzij.sanction.verdict.Verdict;
import nl.tenzij.sanction.verdict.Verdict.AgainstRule;
import nl.tenzij.sanction.verdict.Verdict.UnderBan;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether the device may be used.
 *
 * @param policy that was in force; absent where none was
 * @param clause of the policy that rules it out, for ground RULE
 * @param keeping where the device belongs meanwhile
 * @param contact whom to ask; absent where the school names nobody
 * @param subject of the lesson, as it was named or as classes tell it, by which it was answered;
 *     absent where that is not known, and outside a lesson
 * @param at the moment that was asked about
 * @param until how long it holds, as far as is known beforehand; not included
 * @param suspendedUntil last day on which the pupil is not with the own group, where that is so
 * @param asOf what happened up to this moment is in it; absent while that can't be told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerdictView(
    String pupil,
    boolean allowed,
    Ground ground,
    PolicyVersion policy,
    String clause,
    UseRule.Keeping keeping,
    ContactView contact,
    @Schema(
            description =
                "Of the lesson, by which it was answered. Absent where nobody named it and classes"
                    + " do not tell it, of any pupil, and outside a lesson.")
        String subject,
    Instant at,
    Instant until,
    LocalDate suspendedUntil,
    Instant asOf) {

  public record PolicyVersion(String id, int version) {}

  /**
   * @param title of the function, in the school's words
   * @param staff the member of staff, by the roster's id
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ContactView(String title, String staff) {

    private static ContactView of(Contact contact) {
      return new ContactView(contact.title().orElse(null), contact.staff().orElse(null));
    }
  }

  static VerdictView of(Answer answer, Question question, Instant at, Optional<Instant> asOf) {
    Verdict verdict = answer.verdict();
    return new VerdictView(
        answer.pupil(),
        verdict.allowed(),
        verdict.ground(),
        answer
            .rules()
            .map(rules -> new PolicyVersion(rules.policy(), rules.version()))
            .orElse(null),
        verdict instanceof AgainstRule(UseRule rule) ? rule.clause() : null,
        keeping(answer),
        answer.contact().map(ContactView::of).orElse(null),
        question.isInLesson() ? question.subject().orElse(null) : null,
        at,
        answer.until(),
        answer.suspendedUntil().orElse(null),
        asOf.orElse(null));
  }

  private static UseRule.Keeping keeping(Answer answer) {
    return switch (answer.verdict()) {
      case AgainstRule(UseRule rule) -> rule.keeping();
      case UnderBan(SanctionPeriod _) ->
          answer.mayBeBrought() ? UseRule.Keeping.HANDED_IN : UseRule.Keeping.HOME;
      default -> null;
    };
  }
}
