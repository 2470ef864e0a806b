package nl.tenzij.school.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import nl.tenzij.school.document.PolicyDocument.Item;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.Lives;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.words.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyWriterTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private static PolicyDocument written(SchoolPolicy policy, Language language) {
    return PolicyWriter.write(policy, "College Eén", ZONE, language);
  }

  private static PolicyDocument written(String template) {
    return written(Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.template(template)), Language.NL);
  }

  private static List<String> items(PolicyDocument document, String heading) {
    return part(document, heading).items().stream().map(Item::text).toList();
  }

  private static PolicyDocument.Part part(PolicyDocument document, String heading) {
    return document.parts().stream()
        .filter(part -> part.heading().equals(heading))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no part " + heading + " in " + document));
  }

  @Test
  void itSaysWhatIsAllowedAndWhatIsNot() {
    PolicyDocument document = written("only-in-class");
    assertThat(items(document, "Wat niet mag"))
        .containsExactly(
            "Telefoons, smartwatches, oortjes, muziekspelers, spelcomputers, camera’s en andere"
                + " apparaten die beeld of geluid opnemen of laten horen mogen niet worden gebruikt"
                + " in het lokaal, tijdens de les. Ze zijn dan uit en in de tas.");
    assertThat(items(document, "Wat wel mag"))
        .contains(
            "Telefoons gebruiken in het lokaal, in de pauze en in tussenuren.",
            "Telefoons gebruiken in het gebouw, tijdens de les, in de pauze en in tussenuren.");
    assertThat(items(written("s2-device-ban"), "Wat wel mag"))
        .containsExactly(
            "Een apparaat gebruiken als de leraar daar voor de les toestemming voor geeft.",
            "Een apparaat gebruiken zoals is afgesproken in uw eigen uitzondering.");
  }

  @Test
  void itSaysWhatFollowsAndHowToObject() {
    PolicyDocument document = written("s2-device-ban");
    assertThat(items(document, "Wat er volgt"))
        .containsExactly(
            "De 1e keer overtreding: een waarschuwing. Dit beslist de leraar.",
            "Vanaf de 2e keer overtreding: geen telefoon mee naar school, 1 maand lang. Dit beslist"
                + " de leraar.",
            "Bij misbruik: lessen volgen buiten de eigen groep (interne schorsing), ten hoogste een"
                + " week. Dit beslist de directie.");
    assertThat(part(document, "Wat er volgt").paragraphs())
        .anyMatch(text -> text.contains("binnen 6 weken bezwaar"));
  }

  @Test
  void itSaysHowToAskForAnExemptionAndWhom() {
    PolicyDocument document = written("s3-exception-rule");
    assertThat(part(document, "Een uitzondering vragen").paragraphs().getFirst())
        .isEqualTo("U vraagt een uitzondering bij: de zorgcoördinator.");
    assertThat(part(document, "Hier kijken wij naar").items()).hasSize(5);
    assertThat(items(document, "Wanneer wij opnieuw kijken"))
        .contains("Een tijdelijke uitzondering: na 6 weken tot 8 weken.");
  }

  /** Members of the council are known by their ids; a page for the school guide has none. */
  @Test
  void nobodyIsNamed() {
    PolicyDocument document = written("s2-device-ban");
    assertThat(document.toString()).doesNotContain("of-STAFF", "of-PARENTS", "of-PUPILS");
    assertThat(items(document, "Hoe dit beleid is gemaakt"))
        .contains(
            "Ingestemd: het personeel, de ouders en de leerlingen in de medezeggenschapsraad.");
  }

  @ParameterizedTest
  @EnumSource(value = Life.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void itSaysWhetherItHolds(Life life) {
    SchoolPolicy policy =
        life == Life.SUPERSEDED
            ? Lives.superseded(Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.deviceBan()))
            : Lives.upTo(life, Sector.VO, Samples.deviceBan());
    for (Language language : Language.values()) {
      assertThat(written(policy, language).state()).isNotBlank().doesNotContain("{");
    }
    assertThat(written(policy, Language.NL).state().contains("nog niet"))
        .isEqualTo(life.compareTo(Life.IN_FORCE) < 0);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyTemplateCanBeWritten(Language language) {
    for (Template template : Samples.shipped()) {
      PolicyDocument document =
          written(
              Lives.upTo(Life.IN_FORCE, Sector.PO, template.topic(), template.content()), language);
      assertThat(document.parts()).as(template.name()).hasSizeGreaterThan(8);
      assertThat(document.toString()).doesNotContainPattern("\\{\\d}");
    }
  }

  /** A text from before the whole content was kept. */
  @Test
  void anOlderTextIsWrittenWithWhatItHas() {
    Content older =
        Samples.of(Samples.deviceBan())
            .goals(List.of())
            .exemptions(new ExemptionRule("Vraag het ons.", null, null, List.of(), null))
            .messages(null)
            .made();
    PolicyDocument document =
        written(Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.deviceBan(), older), Language.NL);
    assertThat(part(document, "Een uitzondering vragen").paragraphs())
        .containsExactly("Vraag het ons.");
    assertThat(document.parts()).noneMatch(part -> part.heading().equals("Berichten aan ouders"));
  }
}
