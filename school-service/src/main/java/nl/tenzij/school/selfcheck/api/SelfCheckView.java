package nl.tenzij.school.selfcheck.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.tenzij.school.law.Article;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.policy.Consultation;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.selfcheck.Action;
import nl.tenzij.school.selfcheck.Attention;
import nl.tenzij.school.selfcheck.Question;
import nl.tenzij.school.selfcheck.SelfCheck;
import nl.tenzij.school.selfcheck.SelfCheck.Next;
import nl.tenzij.school.selfcheck.SelfCheck.Noted;
import nl.tenzij.school.selfcheck.SelfChecks.Checked;
import nl.tenzij.school.words.Words;

/**
 * Whether a school is within the national guideline, how that was found, and what comes next.
 *
 * @param outcome in a sentence
 * @param path the questions that were asked, with what is on record
 * @param next absent where the school has nothing more to do
 * @param inForce the policy on phones, where there is one
 * @param coming the one that is furthest on its way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelfCheckView(
    String school,
    boolean withinGuideline,
    String outcome,
    List<AnswerView> path,
    NextView next,
    List<AttentionView> attention,
    UUID inForce,
    UUID coming) {

  public record AnswerView(Question question, String asks, boolean yes) {}

  /**
   * What comes next, who is still to be talked with or to consent, and on what ground.
   *
   * @param on the day on which it comes by itself; absent where somebody has to do it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NextView(
      Action action,
      String says,
      Set<Consultation.Group> groups,
      Set<Section> sections,
      List<ArticleView> articles,
      LocalDate on) {}

  /**
   * Something to see to.
   *
   * @param devices that it is about; absent where it is about none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AttentionView(
      Attention point, String says, Set<Device> devices, ArticleView article) {}

  /**
   * A provision as it is cited.
   *
   * @param read on which day that was read in the source
   */
  public record ArticleView(String article, String says, String source, LocalDate read) {
    static ArticleView of(Article article) {
      return new ArticleView(article.cited(), article.says(), article.source(), article.read());
    }
  }

  static SelfCheckView of(Checked checked, Articles articles, Words words) {
    SelfCheck result = checked.result();
    return new SelfCheckView(
        checked.school(),
        result.isWithinGuideline(),
        words.say(result.isWithinGuideline() ? "outcome.within" : "outcome.not-yet"),
        result.path().stream()
            .map(
                answered ->
                    new AnswerView(
                        answered.question(), words.name(answered.question()), answered.yes()))
            .toList(),
        result.next().map(next -> next(next, articles, words)).orElse(null),
        result.attention().stream().map(noted -> attention(noted, articles, words)).toList(),
        checked.inForce().map(SchoolPolicy::policy).orElse(null),
        checked.coming().map(SchoolPolicy::policy).orElse(null));
  }

  private static NextView next(Next next, Articles articles, Words words) {
    List<ArticleView> ground =
        next.needs().isEmpty()
            ? List.of(ArticleView.of(articles.of(Provision.NATIONAL_AGREEMENT)))
            : next.needs().stream()
                .map(need -> ArticleView.of(articles.of(need.provision())))
                .toList();
    return new NextView(
        next.action(),
        next.on() == null
            ? words.name(next.action())
            : words.say("action." + next.action(), words.date(next.on())),
        new TreeSet<>(next.groups()),
        new TreeSet<>(next.sections()),
        ground,
        next.on());
  }

  private static AttentionView attention(Noted noted, Articles articles, Words words) {
    return new AttentionView(
        noted.point(),
        noted.devices().isEmpty()
            ? words.name(noted.point())
            : words.say("attention." + noted.point(), words.names(noted.devices())),
        noted.devices().isEmpty() ? null : noted.devices(),
        noted.ground() == null ? null : ArticleView.of(articles.of(noted.ground())));
  }
}
