package nl.tenzij.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.tenzij.notification.contact.Office;
import nl.tenzij.notification.letter.Confirmation.Happened;
import nl.tenzij.notification.template.Language;
import nl.tenzij.notification.template.Names;
import nl.tenzij.notification.template.StandaloneEngine;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The head's letter: period, ground and how to object, in words that its reader knows. */
class LettersTest {

  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
  private static final Path CONTRACT = Path.of("../sanction-service/contract");
  private static final Names NAMES = new Names("Fatma Aydın", "Sam");
  private static final Office OFFICE =
      new Office("College Eén", "Conrector", "conrector@school.example", "020 123 (45) 67");
  private static final Letters LETTERS = new Letters(StandaloneEngine.create());

  static Stream<Arguments> all() {
    return Stream.of("DEVICE_BAN", "INTERNAL_SUSPENSION", "SUSPENSION")
        .flatMap(
            measure ->
                Stream.of(Language.values()).map(language -> Arguments.of(measure, language)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysThePeriodTheGroundAndHowToObjectInDutchAndInTheReadersLanguage(
      String measure, Language language) {
    String whole = LETTERS.html(confirmed(measure, "PHOTO_OR_VIDEO"), NAMES, OFFICE, language);
    String html = whole.substring(whole.indexOf("<body"));

    assertThat(html)
        .contains("Besluit over Sam", "van 24 november 2026 tot en met 1 december 2026")
        .contains("een foto of video van een ander maken zonder toestemming")
        .contains("20 november 2026", "beleid van de school: 8", "uiterlijk op 4 januari 2027")
        .contains("Beste Fatma Aydın,")
        .doesNotContain("NOT_FOUND", "null", "{", "\u2068");
    assertThat(html.split("class=\"page\"", -1)).hasSize(language == Language.DUTCH ? 2 : 3);
    if (language != Language.DUTCH) {
      assertThat(html)
          .contains(
              "lang=\"%s\" dir=\"%s\"".formatted(language.tag(), language.direction()),
              language.date(LocalDate.of(2027, 1, 4)).replaceAll("[\u2066-\u2069]", ""));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysTheSameToThePupil(String measure, Language language) {
    Names pupil = new Names(null, "Sam");
    String html = body(LETTERS.html(confirmed(measure, "PHOTO_OR_VIDEO"), pupil, OFFICE, language));

    assertThat(html)
        .contains(
            "Besluit over Sam", "Beste Sam,", "van 24 november 2026 tot en met 1 december 2026")
        .contains("een foto of video van een ander maken zonder toestemming")
        .contains("20 november 2026", "beleid van de school: 8", "uiterlijk op 4 januari 2027")
        .contains("De directie van College Eén", "conrector@school.example")
        .doesNotContain("NOT_FOUND", "null", "{", "Fatma", " u ", " uw ", "\u2068");
    assertThat(html.split("class=\"page\"", -1)).hasSize(language == Language.DUTCH ? 2 : 3);
    assertThat(html)
        .contains(language.date(LocalDate.of(2027, 1, 4)).replaceAll("[\u2066-\u2069]", ""));
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    Confirmation bare =
        new Confirmation(
            "DEVICE_BAN",
            LocalDate.of(2026, 11, 24),
            LocalDate.of(2026, 12, 23),
            new Happened("THREAT", LocalDate.of(2026, 11, 20)),
            null,
            null,
            null,
            LocalDate.of(2026, 11, 23),
            null,
            Explanation.NONE);
    Office unknown = new Office(null, null, null, null);
    for (Language language : Language.values()) {
      assertThat(LETTERS.html(bare, NAMES, unknown, language))
          .doesNotContain("null", "NOT_FOUND", "class=\"school\"", ": <", ", <");
      assertThat(LETTERS.html(bare, new Names(null, "Sam"), unknown, language))
          .doesNotContain("null", "NOT_FOUND", "class=\"school\"", ": <", ", <");
    }
    assertThat(LETTERS.html(bare, NAMES, unknown, Language.DUTCH))
        .contains(
            "In het beleid van de school staat hoeveel tijd",
            "De directie van de school van Sam",
            "aan de directie van de school")
        .doesNotContain("Regel in het beleid", "uiterlijk op", "stuurt u aan", "E-mail");
  }

  /** Of a desk that has a title only, the rest is left out. */
  @ParameterizedTest
  @MethodSource("all")
  void saysWhoseLetterItIsAndWhomToWriteTo(String measure, Language language) {
    Confirmation confirmed = confirmed(measure, "THREAT");
    assertThat(body(LETTERS.html(confirmed, NAMES, OFFICE, language)))
        .contains("<p class=\"school\">College Eén</p>", "De directie van College Eén")
        .contains(
            "Conrector<br/>E-mail: conrector@school.example<br/>Telefoon: 020 123 (45) 67</p>");
    assertThat(body(LETTERS.html(confirmed, NAMES, OFFICE, language)).split("conrector@", -1))
        .hasSize(language == Language.DUTCH ? 2 : 3);
    if (language == Language.ARABIC) {
      assertThat(body(LETTERS.html(confirmed, NAMES, OFFICE, language))).contains("020-123-45-67");
    }
    Office titleOnly = new Office("College Eén", "Conrector", null, null);
    assertThat(body(LETTERS.html(confirmed, NAMES, titleOnly, language)))
        .contains("<br/>Conrector</p>")
        .doesNotContain("NOT_FOUND", "null", "Telefoon", "E-mail:");
  }

  /** A pupil whom the head found to be of age was heard alone, though home is told. */
  @ParameterizedTest
  @MethodSource("suspensions")
  void saysWithWhomItWasTalkedAsFarAsThatIsKnown(String measure, Language language) {
    String other =
        Map.of(
                "nl",
                "of een andere ouder of verzorger",
                "en",
                "or another parent or carer",
                "tr",
                "veya başka bir veliyle",
                "ar",
                "أو مع ولي أمر آخر",
                "pl",
                "lub innym opiekunem")
            .get(language.tag());
    String both = talked(measure, language, true);
    String alone = talked(measure, language, false);
    String unknown = talked(measure, language, null);

    assertThat(both).contains(other).doesNotContain("18");
    assertThat(alone).doesNotContain(other, "18");
    assertThat(unknown).contains(other, "18");
    if (language == Language.DUTCH) {
      assertThat(both).contains("gesproken met Sam, en met u of een andere ouder of verzorger.");
      assertThat(alone).contains("Voor dit besluit is met Sam gesproken.</p>");
      assertThat(unknown).contains("Was Sam nog geen 18? Dan is ook gesproken met u");
    }
  }

  static Stream<Arguments> suspensions() {
    return all().filter(one -> !"DEVICE_BAN".equals(one.get()[0]));
  }

  @ParameterizedTest
  @MethodSource("suspensions")
  void saysToThePupilWithWhomItWasTalkedAsFarAsThatIsKnown(String measure, Language language) {
    Names pupil = new Names(null, "Sam");
    for (Boolean heard : new Boolean[] {true, false, null}) {
      String html = LETTERS.html(confirmed(measure, "THREAT", heard), pupil, OFFICE, language);
      String page = html.substring(html.lastIndexOf("class=\"page\""));
      assertThat(page.contains("18")).as("%s %s", language, heard).isEqualTo(heard == null);
      if (language == Language.DUTCH) {
        assertThat(page.contains("gesproken met jou, en met een ouder of verzorger."))
            .isEqualTo(Boolean.TRUE.equals(heard));
        assertThat(page.contains("Voor dit besluit is met jou gesproken.</p>"))
            .isEqualTo(Boolean.FALSE.equals(heard));
      }
    }
  }

  /** On every page as it is written, and on a translated one as the school's own words. */
  @ParameterizedTest
  @MethodSource("all")
  void quotesTheHeadsWordsAsTheyAreWritten(String measure, Language language) {
    Confirmation explained =
        confirmed(measure, "THREAT")
            .explained(
                new Explanation("Je filmde <iemand> & {pupil}.\r\nTwee keer.\n\nDat mag niet."));
    String own =
        Map.of(
                "nl", "De directie legt dit besluit zo uit:",
                "en", "the school&#39;s own words, in the language in which they were written:",
                "tr", "okulun kendi sözleridir, yazıldıkları dildedir:",
                "ar", "باللغة التي كتبت بها:",
                "pl", "własne słowa szkoły, w języku, w którym je napisano:")
            .get(language.tag());
    for (Names names : List.of(NAMES, new Names(null, "Sam"))) {
      String html = LETTERS.html(explained, names, OFFICE, language);
      assertThat(html.substring(html.lastIndexOf("class=\"page\"")))
          .contains(own)
          .contains(
              "<p class=\"quoted\" lang=\"nl\" dir=\"ltr\">Je filmde &lt;iemand&gt; &amp;"
                  + " {pupil}.<br/>Twee keer.</p>")
          .contains("<p class=\"quoted\" lang=\"nl\" dir=\"ltr\">Dat mag niet.</p>")
          .doesNotContain("\uFFFC");
      assertThat(body(html).split("class=\"quoted\"", -1))
          .hasSize(language == Language.DUTCH ? 3 : 5);
      assertThat(body(LETTERS.html(confirmed(measure, "THREAT"), names, OFFICE, language)))
          .doesNotContain("quoted", own, "\uFFFC");
    }
  }

  /** Signs that no font has, one that turns the order round, and a word without an end. */
  @Test
  void whatAHeadWritesDoesNotBreakThePage() throws IOException {
    Confirmation explained =
        confirmed("SUSPENSION", "THREAT")
            .explained(
                new Explanation(
                    "Je filmde 😀 漢字 \u202Eiemand\u0000.\n\nتم تصوير تلميذ\n\n"
                        + "a".repeat(1500)));
    assertThat(LETTERS.html(explained, NAMES, OFFICE, Language.ARABIC))
        .contains("dir=\"rtl\">تم تصوير")
        .doesNotContain("\u202E", "\u0000");
    byte[] made = LETTERS.pdf(explained, NAMES, OFFICE, Language.ARABIC).await().indefinitely();
    try (PDDocument pdf = Loader.loadPDF(made)) {
      assertThat(new PDFTextStripper().getText(pdf).split("Je filmde", -1))
          .as("on both pages, from left to right")
          .hasSize(3);
    }
  }

  /** The page in the reader's language. */
  private static String talked(String measure, Language language, Boolean guardiansHeard) {
    String html =
        LETTERS.html(confirmed(measure, "THREAT", guardiansHeard), NAMES, OFFICE, language);
    return html.substring(html.lastIndexOf("class=\"page\""));
  }

  private static String body(String html) {
    return html.substring(html.indexOf("<body"));
  }

  /** Every category that sanction-service knows has words of its own. */
  @Test
  void everyGroundHasItsWords() throws IOException {
    JsonNode schema =
        JSON.readTree(
            CONTRACT.resolve("nl.tenzij.sanction.incident-recorded.v1.schema.json").toFile());
    List<String> categories =
        StreamSupport.stream(schema.at("/properties/category/enum").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    assertThat(categories).contains("THREAT");
    for (Language language : Language.values()) {
      List<String> pages = new ArrayList<>();
      for (String category : categories) {
        pages.add(LETTERS.html(confirmed("DEVICE_BAN", category), NAMES, OFFICE, language));
      }
      assertThat(pages).as("%s", language).doesNotHaveDuplicates();
    }
  }

  @Test
  void namesAreTextAndNeverMarkup() {
    Names names = new Names("<script>alert(1)</script>", "O'Neil & {pupil}\u0001");
    String html = LETTERS.html(confirmed("SUSPENSION", "THREAT"), names, OFFICE, Language.TURKISH);
    assertThat(html)
        .contains("&lt;script&gt;", "O&#39;Neil &amp; {pupil}")
        .doesNotContain("<script", "\u0001");
  }

  @Test
  void thePdfIsTaggedBringsItsFontAndReadsFromRightToLeft() throws IOException {
    byte[] made =
        LETTERS
            .pdf(confirmed("DEVICE_BAN", "PHOTO_OR_VIDEO"), NAMES, OFFICE, Language.ARABIC)
            .await()
            .indefinitely();

    try (PDDocument pdf = Loader.loadPDF(made)) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("nl");
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Besluit over Sam");
      for (PDPage page : pdf.getPages()) {
        PDResources resources = page.getResources();
        for (COSName font : resources.getFontNames()) {
          assertThat(resources.getFont(font).isEmbedded()).isTrue();
        }
      }
      assertThat(text(pdf, 1)).contains("Besluit over Sam", "Beste Fatma Aydın,");
      // Read back as it is laid out: in the order of reading, joined letters as plain ones.
      String arabic = text(pdf, 2);
      assertThat(arabic).contains("قرار", "المدرسة", "مرحبا", "Sam", "2026").doesNotContain("#");
    }
  }

  private static String text(PDDocument pdf, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return Normalizer.normalize(stripper.getText(pdf), Normalizer.Form.NFKC);
  }

  private static Confirmation confirmed(String measure, String category) {
    return confirmed(measure, category, true);
  }

  private static Confirmation confirmed(String measure, String category, Boolean guardiansHeard) {
    return new Confirmation(
        measure,
        LocalDate.of(2026, 11, 24),
        LocalDate.of(2026, 12, 1),
        new Happened(category, LocalDate.of(2026, 11, 20)),
        null,
        "8",
        guardiansHeard,
        LocalDate.of(2026, 11, 23),
        LocalDate.of(2027, 1, 4),
        Explanation.NONE);
  }

  @Test
  void theProducersExamplesCanBeRead() throws IOException {
    ConfirmedSanctions sanctions = new ConfirmedSanctions(null, JSON);
    Told confirmed = sanctions.read(example(ConfirmedSanctions.CONFIRMED));
    assertThat(confirmed.measure()).isEqualTo("DEVICE_BAN");
    assertThat(confirmed.from()).isBefore(confirmed.until());
    assertThat(confirmed.guardiansHeard()).isNull();
    assertThat(sanctions.read(example(ConfirmedSanctions.CONFIRMED, "-guardians-heard")))
        .extracting(Told::guardiansHeard)
        .isEqualTo(true);
    assertThat(sanctions.read(example(ConfirmedSanctions.CONFIRMED, "-of-age")))
        .extracting(Told::guardiansHeard)
        .isEqualTo(false);
    assertThat(sanctions.read(example(ConfirmedSanctions.PROPOSED)).clause()).isEqualTo("4.2");
    for (String incident :
        List.of(ConfirmedSanctions.INCIDENT_RECORDED, ConfirmedSanctions.INCIDENT_CORRECTED)) {
      assertThat(sanctions.read(example(incident)).category()).isNotBlank();
      assertThat(sanctions.read(example(incident)).occurredAt()).isNotNull();
    }
    assertThat(sanctions.read(example(ConfirmedSanctions.REVOKED)).sanction()).isNotBlank();
    assertThat(sanctions.read(example(ConfirmedSanctions.AMENDED)).until()).isNotNull();
    PolicyTold policy =
        new ObjectionTerms(null, JSON)
            .read(
                JSON.readTree(
                    Path.of(
                            "../school-service/contract/examples",
                            ObjectionTerms.POLICY_IN_FORCE + ".json")
                        .toFile()));
    assertThat(policy.objectionTerm()).isEqualTo("P42D");
  }

  private static JsonNode example(String type) throws IOException {
    return example(type, "");
  }

  private static JsonNode example(String type, String which) throws IOException {
    return JSON.readTree(CONTRACT.resolve("examples").resolve(type + which + ".json").toFile());
  }
}
