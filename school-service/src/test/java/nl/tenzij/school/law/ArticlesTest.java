package nl.tenzij.school.law;

import static org.assertj.core.api.Assertions.assertThat;

import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArticlesTest {

  private final Articles articles = new Articles(Json.mapper());

  @ParameterizedTest
  @EnumSource(Provision.class)
  void everyProvisionIsCitedWithASourceAndADay(Provision provision) {
    Article article = articles.of(provision);
    assertThat(article).as("%s in law/articles.json", provision).isNotNull();
    assertThat(article.cited()).isNotBlank();
    assertThat(article.says()).isNotBlank();
    assertThat(article.source()).isNotBlank();
    assertThat(article.read()).isNotNull();
  }

  /** As S0 cites them. */
  @Test
  void theCouncilsSayStandsWhereTheSourceSays() {
    assertThat(articles.of(Matter.SCHOOL_PLAN.provision()).cited()).isEqualTo("WMS art. 10 lid b");
    assertThat(articles.of(Matter.SCHOOL_RULES.provision()).cited()).isEqualTo("WMS art. 10 lid e");
    assertThat(articles.of(Matter.PUPILS_STATUTE.provision()).cited()).contains("WMS art. 14");
    assertThat(articles.of(Matter.STAFF_RULES.provision()).cited()).isEqualTo("WMS art. 12");
  }
}
