package nl.tenzij.school.policy;

import java.util.List;
import java.util.function.Function;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.law.Article;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.policy.Content.Clause;

/** The shipped templates, and variations on them. */
public final class Samples {

  private static final PolicyTemplates SHIPPED = new PolicyTemplates(Json.mapper());

  private static final Articles LAW = new Articles(Json.mapper());

  private Samples() {}

  public static Content template(String name) {
    return SHIPPED.find(name).orElseThrow().content();
  }

  public static List<PolicyTemplates.Template> shipped() {
    return SHIPPED.all();
  }

  /** Whether there is an article for it, with a source and a day on which that was read. */
  public static boolean article(Provision provision) {
    Article article = provision == null ? null : LAW.of(provision);
    return provision == null
        || article != null && !article.source().isBlank() && article.read() != null;
  }

  public static Content deviceBan() {
    return template("s2-device-ban");
  }

  static Content with(Ladder ladder) {
    return of(deviceBan()).ladder(ladder).made();
  }

  static Content titled(String title) {
    return of(deviceBan()).title(title).made();
  }

  static Content withoutStaffRules() {
    return of(deviceBan()).staffRules(null).made();
  }

  public static Making of(Content base) {
    return new Making(base);
  }

  /** A content with some of its parts replaced. */
  public static final class Making {

    private Content made;

    private Making(Content base) {
      this.made = base;
    }

    public Content made() {
      return made;
    }

    public Making title(String title) {
      return next(c -> copy(title, c.vision(), c.goals(), c.clauses(), c.useRules(), c));
    }

    public Making vision(String vision) {
      return next(c -> copy(c.title(), vision, c.goals(), c.clauses(), c.useRules(), c));
    }

    public Making goals(List<String> goals) {
      return next(c -> copy(c.title(), c.vision(), goals, c.clauses(), c.useRules(), c));
    }

    public Making clauses(List<Clause> clauses) {
      return next(c -> copy(c.title(), c.vision(), c.goals(), clauses, c.useRules(), c));
    }

    public Making useRules(List<UseRule> rules) {
      return next(c -> copy(c.title(), c.vision(), c.goals(), c.clauses(), rules, c));
    }

    public Making staffRules(String rules) {
      return next(c -> copy(rules, c.ladder(), c.exemptions(), c.messages(), c));
    }

    public Making ladder(Ladder ladder) {
      return next(c -> copy(c.staffRules(), ladder, c.exemptions(), c.messages(), c));
    }

    public Making exemptions(ExemptionRule exemptions) {
      return next(c -> copy(c.staffRules(), c.ladder(), exemptions, c.messages(), c));
    }

    public Making evaluation(Content.Evaluation evaluation) {
      return next(
          c ->
              new Content(
                  c.title(),
                  c.vision(),
                  c.goals(),
                  c.educationalUse(),
                  c.arrangements(),
                  c.safety(),
                  c.digitalLiteracy(),
                  c.clauses(),
                  c.useRules(),
                  c.staffRules(),
                  c.ladder(),
                  c.objectionTerm(),
                  c.exemptions(),
                  c.messages(),
                  evaluation));
    }

    public Making educationalUse(String educationalUse) {
      return next(
          c ->
              new Content(
                  c.title(),
                  c.vision(),
                  c.goals(),
                  educationalUse,
                  c.arrangements(),
                  c.safety(),
                  c.digitalLiteracy(),
                  c.clauses(),
                  c.useRules(),
                  c.staffRules(),
                  c.ladder(),
                  c.objectionTerm(),
                  c.exemptions(),
                  c.messages(),
                  c.evaluation()));
    }

    public Making messages(MessageRules messages) {
      return next(c -> copy(c.staffRules(), c.ladder(), c.exemptions(), messages, c));
    }

    private Making next(Function<Content, Content> change) {
      made = change.apply(made);
      return this;
    }

    private static Content copy(
        String title,
        String vision,
        List<String> goals,
        List<Clause> clauses,
        List<UseRule> rules,
        Content c) {
      return new Content(
          title,
          vision,
          goals,
          c.educationalUse(),
          c.arrangements(),
          c.safety(),
          c.digitalLiteracy(),
          clauses,
          rules,
          c.staffRules(),
          c.ladder(),
          c.objectionTerm(),
          c.exemptions(),
          c.messages(),
          c.evaluation());
    }

    private static Content copy(
        String staffRules,
        Ladder ladder,
        ExemptionRule exemptions,
        MessageRules messages,
        Content c) {
      return new Content(
          c.title(),
          c.vision(),
          c.goals(),
          c.educationalUse(),
          c.arrangements(),
          c.safety(),
          c.digitalLiteracy(),
          c.clauses(),
          c.useRules(),
          staffRules,
          ladder,
          c.objectionTerm(),
          exemptions,
          messages,
          c.evaluation());
    }
  }
}
