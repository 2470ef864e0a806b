package nl.tenzij.school.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.evaluation.Statements.NationalFigure;
import nl.tenzij.school.evaluation.Statements.Statement;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.words.Language;
import org.junit.jupiter.api.Test;

class StatementsTest {

  private final Statements statements = new Statements(Json.mapper());

  @Test
  void everyoneIsAskedSomethingOnEveryTopicInEachLanguage() {
    for (Topic topic : Topic.values()) {
      for (Audience audience : Audience.values()) {
        assertThat(statements.of(topic, audience))
            .as("%s of %s", topic, audience)
            .isNotEmpty()
            .hasSizeLessThanOrEqualTo(6)
            .allSatisfy(each -> assertThat(each.says()).containsOnlyKeys(Language.values()));
      }
    }
  }

  /** S4, chapter 3. */
  @Test
  void theNationalFiguresAreThoseOfTheSource() {
    assertThat(national("CLASS_BAN", Audience.PARENTS).agree()).isEqualTo(87);
    assertThat(national("SCHOOL_BAN", Audience.PARENTS).inWords()).contains("bijna driekwart");
    assertThat(national("SCHOOL_BAN", Audience.PARENTS).agree()).isNull();
    assertThat(national("CLASS_BAN", Audience.PUPILS).agree()).isEqualTo(52);
    assertThat(national("CLASS_BAN", Audience.PUPILS).disagree()).isEqualTo(19);
    assertThat(national("SCHOOL_BAN", Audience.PUPILS).disagree()).isEqualTo(39);
    assertThat(statements.national("CLASS_BAN", Audience.TEACHERS)).isEmpty();
  }

  @Test
  void everyNationalFigureIsOfAStatementAndHasASource() {
    assertThat(statements.national())
        .allSatisfy(
            figure -> {
              assertThat(figure.source()).contains("De Staat van de Ouder");
              assertThat(
                      Arrays.stream(Topic.values())
                          .flatMap(topic -> statements.of(topic, figure.audience()).stream())
                          .map(Statement::id))
                  .contains(figure.statement());
            });
  }

  private NationalFigure national(String statement, Audience audience) {
    return statements.national(statement, audience).orElseThrow();
  }
}
