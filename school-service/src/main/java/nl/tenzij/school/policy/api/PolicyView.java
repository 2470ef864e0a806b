package nl.tenzij.school.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.tenzij.school.law.Article;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.ConsentRoute;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.Consultation;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.Topic;

/**
 * A policy as it stands.
 *
 * @param edition the how manieth of the school on its topic
 * @param version which text of it: rises with each change
 * @param earlier the policy whose text it began with
 * @param adopted whether the school had it before it used the product
 * @param consent whose is needed, on what ground, and how far that is
 * @param planned when it comes in force by itself; absent where it does not
 * @param overtaken when it would have, had not another come in force from then on or later: it
 *     waits for the head; absent where that is not so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyView(
    UUID id,
    Topic topic,
    Life life,
    int edition,
    int version,
    String template,
    UUID earlier,
    boolean adopted,
    PolicyText content,
    List<TalkView> consultations,
    ConsentView consent,
    Set<Bound> publishedTo,
    Instant publishedAt,
    Instant announced,
    Instant planned,
    Instant overtaken,
    Instant from,
    UUID supersededBy) {

  /** A talk that was had. */
  public record TalkView(
      Consultation.Kind kind, Set<Consultation.Group> groups, LocalDate on, String outcome) {
    static TalkView of(Consultation talk) {
      return new TalkView(talk.kind(), new TreeSet<>(talk.groups()), talk.on(), talk.outcome());
    }
  }

  /**
   * The way through the participation council.
   *
   * @param withheld by whom and why it was; absent once the policy lies before the council again
   * @param refusals each no that a section gave, also in an earlier round; absent where there was
   *     none, and once the policy was made known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConsentView(
      List<NeedView> needed,
      Set<Section> given,
      Set<Section> awaited,
      WithheldView withheld,
      List<WithheldView> refusals) {}

  /**
   * What a section of the council would have different.
   *
   * @param version which text it said no to
   */
  public record WithheldView(Section section, LocalDate on, String reason, int version) {
    static WithheldView of(SchoolPolicy.Withheld withheld) {
      return new WithheldView(
          withheld.section(), withheld.on(), withheld.reason(), withheld.text().revision());
    }

    static WithheldView ofNullable(SchoolPolicy.Withheld withheld) {
      return withheld == null ? null : of(withheld);
    }

    /** What was said within the council is not for all who read a policy that was made known. */
    static List<WithheldView> all(SchoolPolicy policy) {
      List<SchoolPolicy.Withheld> refusals = policy.council().refusals();
      return refusals.isEmpty() || policy.life().compareTo(Life.PUBLISHED) >= 0
          ? null
          : refusals.stream().map(WithheldView::of).toList();
    }
  }

  /**
   * What is asked of whom, by which article of law and where that was read.
   *
   * @param incorporatedOn when the policy was written into it; absent until then
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NeedView(
      Matter matter,
      String article,
      String says,
      String source,
      LocalDate read,
      Set<Section> sections,
      LocalDate incorporatedOn) {
    static NeedView of(ConsentRoute.Need need, Article article, LocalDate incorporatedOn) {
      return new NeedView(
          need.matter(),
          article.cited(),
          article.says(),
          article.source(),
          article.read(),
          new TreeSet<>(need.sections()),
          incorporatedOn);
    }
  }

  static PolicyView of(SchoolPolicy policy, Articles articles) {
    return new PolicyView(
        policy.policy(),
        policy.topic(),
        policy.life(),
        policy.origin().start().edition(),
        policy.revision(),
        policy.origin().start().template(),
        policy.origin().start().earlier(),
        policy.origin().adopted(),
        PolicyTexts.text(policy.content()),
        policy.consultations().stream().map(TalkView::of).toList(),
        consent(policy, articles),
        policy.publishedAt() == null ? null : new TreeSet<>(policy.binding().publishedTo()),
        policy.publishedAt(),
        policy.binding().announced(),
        policy.binding().planned(),
        policy.binding().overtaken(),
        policy.from(),
        policy.binding().supersededBy());
  }

  private static ConsentView consent(SchoolPolicy policy, Articles articles) {
    return new ConsentView(
        policy.needs().stream()
            .map(
                need ->
                    NeedView.of(
                        need,
                        articles.of(need.provision()),
                        policy.council().incorporated().get(need.matter())))
            .toList(),
        new TreeSet<>(policy.consents().keySet()),
        new TreeSet<>(policy.awaited()),
        WithheldView.ofNullable(policy.council().withheld()),
        WithheldView.all(policy));
  }
}
