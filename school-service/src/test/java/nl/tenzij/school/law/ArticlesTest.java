package nl.tenzij.school.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute;
import nl.tenzij.school.policy.Samples;
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

  /**
   * As S0 cites them: pupils have a say in secondary schools, where they sit in the council. What
   * the guide does not say is cited from the statute.
   */
  @Test
  void theCouncilsSayStandsWhereTheSourceSays() {
    assertThat(cited(Sector.VO))
        .containsExactly(
            "WMS art. 10 lid b", "WMS art. 10 lid e", "WMS art. 14 lid 3 b", "WMS art. 12");
    assertThat(cited(Sector.PO))
        .containsExactly(
            "WMS art. 10 lid b",
            "WMS art. 10 lid e",
            "WMS art. 13 onder e (voortgezet onderwijs: art. 14)",
            "WMS art. 12");
    assertThat(articles.of(Provision.CONSENT_MEASURES_PRIMARY).source())
        .as("the guide says nothing of primary schools")
        .isEqualTo("Wet medezeggenschap op scholen");
    assertThat(articles.of(Provision.CONSENT_PUPILS_STATUTE).says()).doesNotContain("ouder");
  }

  private List<String> cited(Sector sector) {
    return ConsentRoute.needs(sector, Samples.deviceBan()).stream()
        .map(need -> articles.of(need.provision()).cited())
        .toList();
  }
}
