package nl.tenzij.school.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.ContactDesk;
import nl.tenzij.school.desk.Matter;
import nl.tenzij.school.document.PolicyDocument.Item;
import nl.tenzij.school.organisation.CentralDesk;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.Lives;
import nl.tenzij.school.policy.Now;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.words.Language;
import nl.tenzij.school.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyWriterTest {

  private static final String RULED_OUT_IN_CLASS =
      "Telefoons, smartwatches, oortjes, muziekspelers, spelcomputers, camera’s en andere"
          + " apparaten die beeld of geluid opnemen of laten horen";

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private static final AskingDesks NO_DESKS = new AskingDesks(ContactDesk.NONE, null);

  private static PolicyDocument written(SchoolPolicy policy, Language language) {
    return written(policy, NO_DESKS, language);
  }

  private static PolicyDocument written(
      SchoolPolicy policy, AskingDesks asking, Language language) {
    return written(policy, "2026-10-01T08:00:00Z", asking, language);
  }

  private static PolicyDocument written(
      SchoolPolicy policy, String moment, AskingDesks asking, Language language) {
    Now now = new Now(Instant.parse(moment), ZONE);
    return PolicyWriter.write(policy, "College Eén", now, asking, language);
  }

  private static PolicyDocument written(String template) {
    return written(Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.template(template)), Language.NL);
  }

  private static List<String> items(PolicyDocument document, String heading) {
    return part(document, heading).items().stream().map(Item::whole).toList();
  }

  private static List<String> paragraphs(PolicyDocument document, String heading) {
    return part(document, heading).paragraphs().stream().map(Item::whole).toList();
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
        .containsExactly(
            "Een apparaat gebruiken als de leraar daar voor de les toestemming voor geeft.",
            "Een apparaat gebruiken zoals is afgesproken in uw eigen uitzondering.",
            RULED_OUT_IN_CLASS + " gebruiken in het lokaal, in de pauze en in tussenuren.",
            RULED_OUT_IN_CLASS
                + " gebruiken in het gebouw buiten het lokaal, in de pauze en in tussenuren.",
            RULED_OUT_IN_CLASS
                + " gebruiken buiten op het schoolterrein, in de pauze en in tussenuren.",
            "Tablets en laptops gebruiken: daarover staat geen regel in dit beleid.");
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
    assertThat(paragraphs(document, "Wat er volgt"))
        .containsExactly(
            "Een mens beslist altijd, en kijkt naar wat er is gebeurd.",
            "Bij deze maatregel luisteren wij eerst naar de leerling: geen telefoon mee naar school.",
            "Bij deze maatregel luisteren wij eerst naar de leerling en de ouders: lessen volgen"
                + " buiten de eigen groep (interne schorsing).",
            "Wij tellen per schooljaar. In een nieuw schooljaar begint het tellen opnieuw.",
            "Bent u het er niet mee eens? Maak dan binnen 6 weken bezwaar bij de school. Iemand"
                + " anders kijkt er dan opnieuw naar.");
  }

  @Test
  void whatIsDoneEachYearIsNotDoneEveryOneYear() {
    PolicyDocument document = written("s2-device-ban");
    assertThat(items(document, "Hoe dit beleid is gemaakt"))
        .contains("Wij bekijken dit beleid elk jaar opnieuw.");
    assertThat(items(document, "Wanneer wij opnieuw kijken"))
        .contains("Daarna elke 6 maanden.", "In een gesprek met ouders en leerling: elk jaar.");
    for (Language language : Language.values()) {
      assertThat(
              written(Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.deviceBan()), language)
                  .toString())
          .as(language.name())
          .doesNotContain("elke 1 ", "every 1 ", "1 yıl arayla", "co 1 ");
    }
  }

  /** A page that promises an exemption for epilepsy is about devices. */
  @Test
  void aPolicyOnSocialMediaSaysNothingOfDevices() {
    SchoolPolicy policy =
        Lives.upTo(
            Life.IN_FORCE, Sector.VO, Topic.SOCIAL_MEDIA, Samples.template("s1-social-media"));
    String page = written(policy, Language.NL).toString();
    assertThat(page)
        .contains("vraagt dat vooraf")
        .doesNotContain("epilepsie", "Het apparaat", "kernteam", "zelf meenemen");
  }

  @Test
  void whatIsNotAllowedIsAboutDevicesThatPupilsBring() {
    assertThat(paragraphs(written("s2-device-ban"), "Wat niet mag"))
        .containsExactly("Het gaat om apparaten die leerlingen zelf meenemen.");
  }

  @Test
  void twoMeasuresBeforeWhichSomebodyIsHeardShareASentence() {
    Content grave =
        Samples.of(Samples.deviceBan())
            .ladder(
                new Ladder(
                    Ladder.Window.SCHOOL_YEAR,
                    List.of(
                        step(Ladder.Breach.VIOLATION, Ladder.Measure.SUSPENSION),
                        step(Ladder.Breach.MISUSE, Ladder.Measure.INTERNAL_SUSPENSION))))
            .made();
    PolicyDocument document = written(Lives.upTo(Life.IN_FORCE, Sector.VO, grave), Language.NL);
    assertThat(paragraphs(document, "Wat er volgt"))
        .contains(
            "Bij deze maatregelen luisteren wij eerst naar de leerling en de ouders: lessen volgen"
                + " buiten de eigen groep (interne schorsing) en schorsing.");
  }

  /** Nobody has to be heard before a warning, a report to the police, or a device is handed in. */
  @Test
  void nobodyIsPromisedToBeHeardWhereNobodyIs() {
    Content mild =
        Samples.of(Samples.deviceBan())
            .ladder(
                new Ladder(
                    Ladder.Window.SCHOOL_YEAR,
                    List.of(
                        step(Ladder.Breach.VIOLATION, Ladder.Measure.CONFISCATION),
                        step(Ladder.Breach.MISUSE, Ladder.Measure.POLICE_REPORT))))
            .made();
    PolicyDocument document = written(Lives.upTo(Life.IN_FORCE, Sector.VO, mild), Language.NL);
    assertThat(paragraphs(document, "Wat er volgt"))
        .noneMatch(text -> text.contains("luisteren"))
        .noneMatch(text -> text.contains("schooljaar"));
  }

  private static Ladder.Step step(Ladder.Breach breach, Ladder.Measure measure) {
    return new Ladder.Step(breach, 1, null, measure, null, Ladder.Imposer.HEAD, "5");
  }

  /** A classroom is in the building, and the building on the grounds. */
  @Test
  void whatIsRuledOutAroundIsRuledOutWithin() {
    UseRule rule = Samples.deviceBan().useRules().getFirst();
    Content building =
        Samples.of(Samples.deviceBan())
            .useRules(
                List.of(
                    new UseRule(
                        rule.clause(),
                        rule.devices(),
                        List.of(UseRule.Place.BUILDING),
                        rule.times(),
                        rule.keeping())))
            .made();
    assertThat(
            items(
                written(Lives.upTo(Life.IN_FORCE, Sector.VO, building), Language.NL),
                "Wat wel mag"))
        .noneMatch(text -> text.contains("in het lokaal"))
        .anyMatch(
            text ->
                text.startsWith("Telefoons, smartwatches, tablets, laptops,")
                    && text.endsWith(
                        " gebruiken buiten op het schoolterrein, in de pauze en in tussenuren."))
        .hasSize(3);
  }

  /** Phone and watch can have rules of their own. */
  @Test
  void eachDeviceIsAllowedWhereItsOwnRulesLeaveItSo() {
    UseRule rule = Samples.deviceBan().useRules().getFirst();
    Content apart =
        Samples.of(Samples.deviceBan())
            .useRules(
                List.of(
                    rule(rule, UseRule.Device.SMARTPHONE, UseRule.Time.WHOLE_SCHOOL_DAY),
                    rule(rule, UseRule.Device.SMARTWATCH, UseRule.Time.LESSONS)))
            .made();
    assertThat(
            items(written(Lives.upTo(Life.IN_FORCE, Sector.VO, apart), Language.NL), "Wat wel mag"))
        .containsExactly(
            "Een apparaat gebruiken als de leraar daar voor de les toestemming voor geeft.",
            "Een apparaat gebruiken zoals is afgesproken in uw eigen uitzondering.",
            "Smartwatches gebruiken in het lokaal, in de pauze en in tussenuren.",
            "Smartwatches gebruiken in het gebouw buiten het lokaal, in de pauze en in"
                + " tussenuren.",
            "Smartwatches gebruiken buiten op het schoolterrein, in de pauze en in tussenuren.",
            "Tablets, laptops, oortjes, muziekspelers, spelcomputers, camera’s en andere"
                + " apparaten die beeld of geluid opnemen of laten horen gebruiken: daarover staat"
                + " geen regel in dit beleid.");
  }

  private static UseRule rule(UseRule like, UseRule.Device device, UseRule.Time time) {
    return new UseRule(
        like.clause(), List.of(device), like.places(), List.of(time), like.keeping());
  }

  @Test
  void itSaysHowToReachThoseWhoCanBeAsked() {
    AskingDesks asking =
        new AskingDesks(
            new ContactDesk(
                List.of(
                    new Contact(Matter.POLICY, "Directie", null, "directie@school.example", null),
                    new Contact(
                        Matter.EXEMPTIONS,
                        "Zorgcoördinator",
                        "st-carla",
                        "zorg@school.example",
                        "020 555 01 23"),
                    new Contact(Matter.SANCTIONS, "Teamleider", "st-tess", null, null))),
            new CentralDesk("Loket van het bestuur", null, "020 555 01 99", Period.ofWeeks(4)));
    SchoolPolicy policy =
        Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.template("s3-exception-rule"));
    PolicyDocument document = written(policy, asking, Language.NL);
    assertThat(paragraphs(document, "Een uitzondering vragen"))
        .contains("Over een uitzondering: Zorgcoördinator, zorg@school.example, 020 555 01 23.");
    assertThat(items(document, "Wie u kunt vragen"))
        .containsExactly(
            "Over dit beleid: Directie, directie@school.example.",
            "Over een maatregel: Teamleider. U vindt deze persoon via de school.",
            "Bij het bestuur, voor vragen en klachten over hoe de regels worden gebruikt: Loket van"
                + " het bestuur, 020 555 01 99.",
            "Het bestuur antwoordt binnen 4 weken.");
    assertThat(document.toString()).doesNotContain("st-carla", "st-tess");
    for (Language language : Language.values()) {
      assertThat(written(policy, asking, language).toString())
          .contains("zorg@school.example, 020 555 01 23", "020 555 01 99")
          .doesNotContainPattern("\\{\\d}");
    }
    assertThat(written(policy, Language.NL).parts())
        .noneMatch(part -> part.heading().equals("Wie u kunt vragen"));
  }

  @Test
  void itSaysTheHowManiethItIs() {
    assertThat(written("s2-device-ban").version()).isEqualTo("Versie 1");
    SchoolPolicy draft = Lives.upTo(Life.DRAFT, Sector.VO, Samples.deviceBan());
    assertThat(written(draft, Language.NL).version()).isEqualTo("Versie 1, tekst 1");
  }

  @Test
  void aPolicyFromBeforeSaysSo() {
    SchoolPolicy adopted =
        Lives.adopted(Sector.VO, Samples.deviceBan(), Set.of(Section.STAFF), Set.of());
    assertThat(items(written(adopted, Language.NL), "Hoe dit beleid is gemaakt"))
        .contains("De school had dit beleid al voordat het hier werd vastgelegd.");
  }

  @Test
  void itSaysHowToAskForAnExemptionAndWhom() {
    PolicyDocument document = written("s3-exception-rule");
    assertThat(paragraphs(document, "Een uitzondering vragen").getFirst())
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

  @Test
  void itSaysFromWhenItHoldsOnceThatWasMadeKnown() {
    assertThat(written(Lives.planned(Sector.VO, Samples.deviceBan()), Language.NL).state())
        .isEqualTo("Dit beleid is bekendgemaakt. Het geldt nog niet, en vanaf 1 januari 2027 wel.");
  }

  /** Verdicts go by the policy before it: nobody is told that this one holds. */
  @Test
  void onTheDayThatWasMadeKnownItSaysThatItDoesNotHoldYetAndWhomToAsk() {
    SchoolPolicy announced = Lives.announced(Sector.VO, Samples.deviceBan());
    AskingDesks asking =
        new AskingDesks(
            new ContactDesk(
                List.of(
                    new Contact(Matter.POLICY, "Directie", null, "directie@school.example", null))),
            null);
    PolicyDocument before = written(announced, "2026-12-31T22:59:59Z", asking, Language.NL);
    assertThat(before.state())
        .isEqualTo("Dit beleid is bekendgemaakt. Het geldt nog niet, en vanaf 1 januari 2027 wel.");
    assertThat(before.asked()).isNull();
    String missed =
        "Dit beleid is bekendgemaakt. Het zou vanaf 1 januari 2027 gelden, maar het geldt nog niet."
            + " Vraag de school of het gaat gelden, en vanaf wanneer.";
    PolicyDocument since = written(announced, "2026-12-31T23:00:00Z", asking, Language.NL);
    assertThat(since.state()).isEqualTo(missed);
    assertThat(since.asked().whole())
        .isEqualTo("Over dit beleid: Directie, directie@school.example.");
    PolicyDocument overtaken =
        written(
            Lives.overtaken(Sector.VO, Samples.deviceBan()),
            "2027-02-01T08:00:00Z",
            NO_DESKS,
            Language.NL);
    assertThat(overtaken.state()).isEqualTo(missed);
    assertThat(overtaken.asked()).isNull();
    for (Language language : Language.values()) {
      assertThat(written(announced, "2027-02-01T08:00:00Z", asking, language).state())
          .contains("2027")
          .isNotEqualTo(written(announced, asking, language).state());
    }
  }

  /** However late it is done: it holds as from its moment. */
  @Test
  void whatComesInForceByItselfHoldsFromItsDay() {
    SchoolPolicy planned = Lives.planned(Sector.VO, Samples.deviceBan());
    PolicyDocument document = written(planned, "2027-01-01T08:00:00Z", NO_DESKS, Language.NL);
    assertThat(document.state()).endsWith("vanaf 1 januari 2027 wel.");
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

  /** Whose words count is said, and which are the school's can be told from the others. */
  @Test
  void whatTheSchoolWroteStaysInDutchAndThatIsSaid() {
    PolicyDocument document =
        written(
            Lives.upTo(Life.IN_FORCE, Sector.VO, Samples.template("s2-device-ban")), Language.TR);
    assertThat(document.language()).isEqualTo("tr");
    assertThat(document.note()).contains("Felemenkçe");
    assertThat(part(document, "Kurallar").items()).isNotEmpty().allMatch(Item::own);
    assertThat(part(document, "Sonra ne olur").items())
        .noneMatch(Item::own)
        .extracting(Item::text)
        .contains(
            "Kurala uymama, 2. kezden itibaren: okula telefon getirmemek, süre: 1 ay. Karar veren:"
                + " öğretmen.");
    assertThat(written("s2-device-ban").isForeign()).isFalse();
  }

  /** Also where they stand in a sentence that is not theirs. */
  @Test
  void whatTheSchoolWroteWithinASentenceIsKnownFromIt() {
    Content content = Samples.template("s2-device-ban");
    PolicyDocument document = written(Lives.upTo(Life.IN_FORCE, Sector.VO, content), Language.AR);
    assertThat(document.parts().stream().flatMap(part -> part.paragraphs().stream()))
        .contains(new Item(null, "تطلبون الاستثناء من: ", content.exemptions().whom(), true, "."));
    assertThat(document.parts().stream().flatMap(part -> part.items().stream()))
        .contains(new Item(null, "الخزائن: ", content.arrangements().lockers(), true, ""));
    assertThat(new Item(null, "a ", "b", true, ".").whole()).isEqualTo("a b.");
  }

  /** A Turkish sentence that begins with a small i begins with a dotted capital. */
  @Test
  void aSentenceBeginsAsItsLanguageHasIt() {
    assertThat(Words.of("policy", Language.TR).capital("istisna")).isEqualTo("İstisna");
    assertThat(Words.of("policy", Language.NL).capital("istisna")).isEqualTo("Istisna");
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
    assertThat(paragraphs(document, "Een uitzondering vragen")).containsExactly("Vraag het ons.");
    assertThat(document.parts()).noneMatch(part -> part.heading().equals("Berichten aan ouders"));
  }
}
