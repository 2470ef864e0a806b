package nl.tenzij.school.evaluation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.school.evaluation.Answer;
import nl.tenzij.school.evaluation.Audience;
import nl.tenzij.school.evaluation.Bottleneck;
import nl.tenzij.school.evaluation.Conclusion;
import nl.tenzij.school.evaluation.Evaluation;
import nl.tenzij.school.evaluation.Evaluation.Life;
import nl.tenzij.school.evaluation.Statements;
import nl.tenzij.school.evaluation.Statements.NationalFigure;
import nl.tenzij.school.evaluation.Statements.Statement;
import nl.tenzij.school.evaluation.Survey;
import nl.tenzij.school.evaluation.Survey.Tally;
import nl.tenzij.school.words.Language;

/**
 * An evaluation as it stands.
 *
 * @param version which text of the policy
 * @param surveyed whether people are asked, or were
 * @param bottlenecks absent for those whom they are not for
 * @param bottlenecksCounted for the board, which reads no words about the people of a school
 * @param figures of the survey, beside the national ones; the school's own once it is closed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationView(
    UUID id,
    UUID policy,
    int version,
    Life life,
    LocalDate openedOn,
    boolean surveyed,
    LocalDate closedOn,
    Conclusion conclusion,
    String reason,
    List<BottleneckView> bottlenecks,
    List<CountView> bottlenecksCounted,
    List<FigureView> figures) {

  /** Something that does not work as it was meant. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BottleneckView(Audience from, String clause, String text, LocalDate on) {
    static BottleneckView of(Bottleneck bottleneck) {
      return new BottleneckView(
          bottleneck.from(), bottleneck.clause(), bottleneck.text(), bottleneck.on());
    }
  }

  /**
   * How often something does not work as it was meant.
   *
   * @param clause absent where it is about the policy as a whole
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CountView(Audience from, String clause, long times) {}

  /**
   * What an audience thinks of a statement.
   *
   * @param own absent while the survey runs, and where fewer than five answered
   * @param national absent where there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FigureView(
      String statement, String says, Audience audience, OwnView own, NationalView national) {}

  /** Of a hundred, rounded. */
  public record OwnView(int answers, int agree, int neutral, int disagree) {}

  /** As the source has it: of a hundred, or in words. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NationalView(
      int year, Integer agree, Integer disagree, String inWords, String source) {
    static NationalView of(NationalFigure figure) {
      return new NationalView(
          figure.year(), figure.agree(), figure.disagree(), figure.inWords(), figure.source());
    }
  }

  static EvaluationView of(
      Evaluation evaluation, Statements statements, Tally tally, Language language) {
    return new EvaluationView(
        evaluation.evaluation(),
        evaluation.policy(),
        evaluation.revision(),
        evaluation.life(),
        evaluation.openedOn(),
        evaluation.surveyed(),
        evaluation.closedOn(),
        evaluation.conclusion(),
        evaluation.reason(),
        evaluation.bottlenecks().stream().map(BottleneckView::of).toList(),
        null,
        new Figures(evaluation, statements, tally, language).all());
  }

  /** For those whom bottlenecks are not for. */
  EvaluationView withoutBottlenecks() {
    return showing(null, null);
  }

  /** For those who read no words about the people of a school. */
  EvaluationView withBottlenecksCounted() {
    return showing(null, counted());
  }

  private EvaluationView showing(List<BottleneckView> all, List<CountView> counted) {
    return new EvaluationView(
        id,
        policy,
        version,
        life,
        openedOn,
        surveyed,
        closedOn,
        conclusion,
        reason,
        all,
        counted,
        figures);
  }

  private List<CountView> counted() {
    Map<CountView, Long> times =
        bottlenecks.stream()
            .collect(
                Collectors.groupingBy(
                    each -> new CountView(each.from(), each.clause(), 0),
                    LinkedHashMap::new,
                    Collectors.counting()));
    return times.entrySet().stream()
        .map(each -> new CountView(each.getKey().from(), each.getKey().clause(), each.getValue()))
        .toList();
  }

  /** What was answered, beside what the whole country did. */
  private record Figures(
      Evaluation evaluation, Statements statements, Tally tally, Language language) {

    List<FigureView> all() {
      return Stream.of(Audience.values())
          .flatMap(
              audience ->
                  statements.of(evaluation.topic(), audience).stream()
                      .map(statement -> figure(statement, audience)))
          .toList();
    }

    private FigureView figure(Statement statement, Audience audience) {
      return new FigureView(
          statement.id(),
          statement.says().get(language),
          audience,
          evaluation.life() == Life.CLOSED ? own(statement.id(), audience) : null,
          statements.national(statement.id(), audience).map(NationalView::of).orElse(null));
    }

    private OwnView own(String statement, Audience audience) {
      int answers = tally.answers(audience, statement);
      return answers < Survey.AT_LEAST
          ? null
          : new OwnView(
              answers,
              share(tally.of(audience, statement, Answer.AGREE), answers),
              share(tally.of(audience, statement, Answer.NEUTRAL), answers),
              share(tally.of(audience, statement, Answer.DISAGREE), answers));
    }

    private static int share(int times, int answers) {
      return Math.round(100f * times / answers);
    }
  }
}
