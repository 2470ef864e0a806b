package nl.tenzij.school.document;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.SettableClock;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class PolicyDocumentApiTest extends SchoolSpec {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  @Inject SettableClock clock;

  @AfterEach
  void itIsNow() {
    clock.goBack();
  }

  @Test
  void aPolicyIsAPageThatBrowsersAndScreenReadersRead() {
    String at = inForce();
    Response page = with(token("guardian", "g-fatma")).get(at + "/page");
    assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
    assertThat(page.contentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.header("Content-Language")).isEqualTo("nl");
    assertThat(page.asString())
        .contains(
            "<html lang=\"nl\"",
            "<h1>Mobiele telefoons en smartwatches</h1>",
            "Wat niet mag",
            "de zorgcoördinator of intern begeleider")
        .doesNotContain("<style", "<script", "of-staff");
    assertThat(with(head()).get(at + "/page?language=EN").asString())
        .contains("<html lang=\"en\"", "What is not allowed");
  }

  /** A parent who reads whom to ask can write or call at once, also from paper. */
  @Test
  void itSaysHowToReachTheSchoolAndItsBoard() throws IOException {
    String at = inForce();
    Map<String, Object> care =
        Map.of(
            "matter", "EXEMPTIONS",
            "title", "Zorgcoördinator",
            "staff", "st-carla",
            "email", "zorg@school.example",
            "phone", "020 555 01 23");
    String desk = "/api/v1/schools/" + school + "/contact-desk";
    assertThat(put(head(), desk, Map.of("contacts", List.of(care)), null).statusCode())
        .isEqualTo(200);
    Map<String, Object> central =
        Map.of("title", "Centraal loket", "email", "loket@board.example", "term", "P6W");
    Map<String, Object> presented = Map.of("title", "Stichting", "centralDesk", central);
    assertThat(put(ofTheBoard(), "/api/v1/boards/" + board, presented, null).statusCode())
        .isEqualTo(200);
    String arabic = with(token("guardian", "g-ali")).get(at + "/page?language=AR").asString();
    assertThat(arabic)
        .contains(
            "<span lang=\"nl\" dir=\"ltr\">Zorgcoördinator, zorg@school.example, 020 555 01 23</span>",
            "<span lang=\"nl\" dir=\"ltr\">Centraal loket, loket@board.example</span>")
        .doesNotContain("st-carla");
    assertThat(text(with(token("guardian", "g-ali")).get(at + "/document")))
        .contains("zorg@school.example", "020 555 01 23", "loket@board.example");
  }

  /** Parents were written that day: half past midnight at the school is the evening before. */
  @Test
  void onceItsDayIsThereThePageSaysThatThePolicyDoesNotHoldYet() throws IOException {
    String at = consentedTo("s2-device-ban");
    Instant day = LocalDate.now(ZONE).plusDays(2).atStartOfDay(ZONE).toInstant();
    ok(
        post(head(), at + "/publication", Map.of("to", TO_ALL, "from", day.toString())),
        "PUBLISHED");
    Map<String, Object> asked =
        Map.of("matter", "POLICY", "title", "Directie", "email", "directie@school.example");
    String desk = "/api/v1/schools/" + school + "/contact-desk";
    assertThat(put(head(), desk, Map.of("contacts", List.of(asked)), null).statusCode())
        .isEqualTo(200);
    String guardian = token("guardian", "g-ali");
    assertThat(with(guardian).get(at + "/page").asString())
        .contains("Het geldt nog niet, en vanaf ")
        .doesNotContain("Vraag de school of het gaat gelden");
    clock.set(day.plus(Duration.ofMinutes(30)));
    assertThat(with(guardian).get(at + "/page").asString())
        .contains(
            " gelden, maar het geldt nog niet. Vraag de school of het gaat gelden, en vanaf"
                + " wanneer.</p>\n<p>Over dit beleid: <span>Directie, directie@school.example</span>.</p>")
        .doesNotContain("Het geldt nog niet, en vanaf ");
    assertThat(with(guardian).get(at + "/page?language=AR").asString())
        .contains("<p>عن هذه القواعد: <span lang=\"nl\" dir=\"ltr\">Directie, directie@school");
    assertThat(text(with(guardian).get(at + "/document"))).contains("of het gaat gelden");
  }

  /** Words of a school are words, whatever they look like. */
  @Test
  void whatASchoolWritesIsNoCode() throws IOException {
    Response draft = with(head()).get(drafted());
    Map<String, Object> content = draft.jsonPath().getMap("content");
    content.put("title", "<script>alert(1)</script> & {document}");
    content.put("vision", "Rust \u0001 in de klas");
    String at = "/api/v1/schools/" + school + "/policies/" + draft.jsonPath().getString("id");
    Response revised = put(head(), at + "/content", content, draft.header("ETag"));
    assertThat(revised.statusCode()).as(revised.asString()).isEqualTo(200);
    assertThat(with(head()).get(at + "/page").asString())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {document}")
        .doesNotContain("<script>", "\u0001");
    assertThat(text(with(head()).get(at + "/document"))).contains("<script>alert(1)</script> &");
  }

  @Test
  void thePdfIsTaggedAndBringsItsFont() throws IOException {
    String at = inForce();
    Response answer = with(token("pupil", "p-sam")).get(at + "/document");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/pdf");
    try (PDDocument pdf = Loader.loadPDF(answer.asByteArray())) {
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("nl");
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot().getKids()).isNotEmpty();
      assertThat(pdf.getDocumentInformation().getTitle())
          .isEqualTo("Mobiele telefoons en smartwatches");
      for (PDPage page : pdf.getPages()) {
        PDResources resources = page.getResources();
        List<COSName> fonts =
            StreamSupport.stream(resources.getFontNames().spliterator(), false).toList();
        assertThat(fonts).isNotEmpty();
        for (COSName font : fonts) {
          assertThat(resources.getFont(font).isEmbedded()).isTrue();
        }
      }
    }
    assertThat(text(answer)).contains("Wat er volgt", "een uitzondering", "zorgcoördinator");
  }

  @Test
  void arabicRunsFromRightToLeftAndTheSchoolsOwnWordsDoNot() throws IOException {
    String at = inForce();
    Response page = with(token("guardian", "g-ali")).get(at + "/page?language=AR");
    assertThat(page.header("Content-Language")).isEqualTo("ar");
    assertThat(page.asString())
        .contains(
            "<html lang=\"ar\" dir=\"rtl\"",
            "<h1 lang=\"nl\" dir=\"ltr\">Mobiele telefoons",
            "<p>تطلبون الاستثناء من: <span lang=\"nl\" dir=\"ltr\">de zorgcoördinator",
            "النص الهولندي هو المعتمد");

    Response answer = with(token("guardian", "g-ali")).get(at + "/document?language=AR");
    assertThat(answer.statusCode()).isEqualTo(200);
    try (PDDocument pdf = Loader.loadPDF(answer.asByteArray())) {
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("ar");
    }
    // as it is shaped for paper, letter by letter
    assertThat(Normalizer.normalize(text(answer), Normalizer.Form.NFKC))
        .contains("القواعد", "المدرسة", "Mobiele telefoons", "2026")
        .doesNotContain("#");
  }

  private static String text(Response answer) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(answer.asByteArray())) {
      return new PDFTextStripper().getText(pdf);
    }
  }

  @Test
  void aNewVersionIsLaidBesideWhatIsInForce() {
    String first = inForce("only-in-class");
    String next = drafted("home-or-locker");
    Response found = fresh(head(), next + "/differences");
    assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
    assertThat(found.jsonPath().getString("with")).isEqualTo(id(first));
    assertThat(found.jsonPath().getList("differences.part", String.class))
        .contains("TITLE", "CLAUSES", "USE_RULES", "LADDER");
    assertThat(found.jsonPath().getList("differences.says", String.class))
        .contains(
            "Bij regel 1 is het apparaat nu uit en in de kluis. Eerst was het uit en in de tas.");
    assertThat(
            fresh(head(), next + "/differences?language=EN")
                .jsonPath()
                .getList("differences.says", String.class))
        .contains(
            "By rule 1 the device is now off and in the locker. Before, it was off and in the"
                + " bag.");
    Response itself = with(head()).get(next + "/differences?with=" + id(next));
    assertThat(itself.jsonPath().getString("says")).isEqualTo("Er is niets veranderd.");
    refused(fresh(head(), first + "/differences"), "nothing-to-compare");
    assertThat(with(token("pupil", "p-sam")).get(next + "/differences").statusCode())
        .isEqualTo(404);
  }

  @Test
  void anEarlierTextOfADraftCanBeLaidBesideIt() {
    String at = drafted();
    Response draft = with(head()).get(at);
    Map<String, Object> content = draft.jsonPath().getMap("content");
    content.put("title", "Telefoons op school");
    assertThat(put(head(), at + "/content", content, draft.header("ETag")).statusCode())
        .isEqualTo(200);
    Response found = with(head()).get(at + "/differences?withVersion=1");
    assertThat(found.jsonPath().getInt("version")).isEqualTo(2);
    assertThat(found.jsonPath().getInt("withVersion")).isEqualTo(1);
    assertThat(found.jsonPath().getList("differences.before", String.class))
        .containsExactly("Mobiele telefoons en smartwatches");
    assertThat(with(head()).get(at + "/differences?withVersion=3").statusCode()).isEqualTo(404);
    assertThat(with(token("teacher", "st-tim")).get(at + "/differences?withVersion=1").statusCode())
        .isEqualTo(403);
  }

  private Response revised(String at, String title) {
    Response draft = with(head()).get(at);
    Map<String, Object> content = draft.jsonPath().getMap("content");
    content.put("title", title);
    return put(head(), at + "/content", content, draft.header("ETag"));
  }

  /** What it said no to, why, and what is otherwise now; not what was written in between. */
  @Test
  void theCouncilKnowsInItsSecondRoundWhatTheFirstWasAbout() {
    String at = drafted();
    String member = token("mr-member:staff", "of-staff");
    assertThat(revised(at, "Telefoons op school").statusCode()).isEqualTo(200);
    toCouncil(at);
    assertThat(consent("staff", at, Map.of("given", false, "reason", "Too strict")).statusCode())
        .isEqualTo(200);
    assertThat(revised(at, "Telefoons thuis").statusCode()).isEqualTo(200);
    Response refused = with(member).get(at);
    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(200);
    assertThat(refused.jsonPath().getString("content.title")).isEqualTo("Telefoons op school");
    assertThat(refused.jsonPath().getInt("version")).isEqualTo(2);
    assertThat(refused.jsonPath().getString("consent.withheld.reason")).isEqualTo("Too strict");
    assertThat(with(member).get(at + "/page").asString())
        .contains("Telefoons op school")
        .doesNotContain("Telefoons thuis");
    assertThat(revised(at, "Telefoons in de kluis").statusCode()).isEqualTo(200);
    ok(post(head(), at + "/submission", Map.of()), "SUBMITTED");
    Response again = with(member).get(at);
    assertThat(again.jsonPath().getInt("version")).isEqualTo(4);
    assertThat(again.jsonPath().getList("consent.refusals.reason", String.class))
        .containsExactly("Too strict");
    assertThat(again.jsonPath().getList("consent.refusals.version", Integer.class))
        .containsExactly(2);
    Response found = with(member).get(at + "/differences?withVersion=2");
    assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
    assertThat(found.jsonPath().getList("differences.before", String.class))
        .containsExactly("Telefoons op school");
    assertThat(found.jsonPath().getList("differences.after", String.class))
        .containsExactly("Telefoons in de kluis");
    for (int unseen : List.of(1, 3)) {
      assertThat(with(member).get(at + "/differences?withVersion=" + unseen).statusCode())
          .as("version %s", unseen)
          .isEqualTo(404);
    }
  }

  /** It is the head's own draft once the head took it back. */
  @Test
  void whatTheHeadTookBackTheCouncilSeesNoMore() {
    String at = drafted();
    toCouncil(at);
    ok(post(head(), at + "/withdrawal", Map.of("reason", "A clause is missing")), "DRAFT");
    assertThat(with(token("mr-member:staff", "of-staff")).get(at).statusCode()).isEqualTo(404);
  }
}
