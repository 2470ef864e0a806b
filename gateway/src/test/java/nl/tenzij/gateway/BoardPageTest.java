package nl.tenzij.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import nl.tenzij.components.TestStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.WebElement;

/**
 * The page with the real identity provider, in a real browser that is opened once; the services'
 * answers are samples of theirs.
 */
@QuarkusTest
@WithTestResource(KeycloakTest.RealRealm.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoardPageTest {

  private static final String BOARD = "/api/v1/boards/stichting-tenboom";
  private static final String CSV = "schoolYear,figure\r\n2026-2027,REQUESTS\r\n";

  private static Browser browser;

  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void look() throws IOException {
    if (browser != null) {
      return;
    }
    browser = Browser.open(base);
    Surroundings.exception.answers(BOARD + "/statistics", "application/json", sample());
    Surroundings.exception.answers(BOARD + "/statistics", "text/csv", CSV);
    Surroundings.school.answers(
        BOARD, "application/json", "{\"board\": \"stichting-tenboom\", \"name\": \"Ten Boom\"}");
    Surroundings.school.answers(
        BOARD + "/schools",
        "application/json",
        "{\"items\": [{\"school\": \"college-een\", \"name\": \"College Eén\"}]}");
  }

  private static String sample() throws IOException {
    return resource("/statistics.json");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = BoardPageTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @Test
  @Order(1)
  void whoIsNotSignedInSeesWhatItIs() {
    browser.go("/board");

    assertThat(browser.awaited("h1").getText()).isEqualTo("Cijfers van het bestuur");
    assertThat(browser.text()).contains("Inloggen").doesNotContain("137");
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("nl");
    browser.picture("welcome");
  }

  @Test
  @Order(2)
  void aBoardSignsInAndSeesItsFigures() {
    browser.signIn("bea", "demo-bea");

    browser.awaited("section h2");
    assertThat(browser.text())
        .contains("Ten Boom", "College Eén", "Uitzonderingen", "Aanvragen\n35", "minder dan vijf")
        .contains("bij de helft was er binnen 11 dagen een besluit")
        .contains("samen met gesprek opgenomen")
        .doesNotContain("undefined", "null", "NaN");
    assertThat(browser.all(".plot")).hasSizeGreaterThan(15);
    assertThat(browser.all(".bars td.count"))
        .allMatch(cell -> Integer.parseInt(cell.getText()) >= 5);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(3)
  void noTokenLeavesTheMemory() {
    assertThat(browser.address()).isEqualTo(Browser.HOME + "/board");
    assertThat(
            browser.script(
                "return JSON.stringify([localStorage, sessionStorage]) + document.cookie"))
        .isEqualTo("[{},{}]");
    String issuer = TestStack.shared().keycloak().issuer();
    assertThat(browser.asked())
        .allSatisfy(
            address ->
                assertThat(address)
                    .matches(each -> each.startsWith(Browser.HOME) || each.startsWith(issuer))
                    .doesNotContain("eyJ"));
  }

  @Test
  @Order(4)
  void itCanBeReadByAllInLightAndDarkAndOnAPhone() throws IOException {
    String axe = resource("/axe.min.js");
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      for (int width : List.of(1280, 360)) {
        browser.wide(width);
        browser.picture(scheme + "-" + width);
        assertThat((Boolean) browser.script("return document.body.scrollWidth <= innerWidth"))
            .as("nothing sticks out at %s", width)
            .isTrue();
        // by the devtools' own way in, which the page's policy leaves open to no one else
        browser.script(axe);
        assertThat(
                (List<?>)
                    browser.promised(
                        "const done = arguments[arguments.length - 1];"
                            + "axe.run().then((found) => done(found.violations.map("
                            + "(each) => each.id + ': ' + each.nodes.map((node) => node.html).join(' '))))"))
            .as("%s, %s pixels", scheme, width)
            .isEmpty();
      }
    }
    browser.prefer("light");
    browser.wide(1280);
  }

  @Test
  @Order(5)
  void whatIsDrawnStandsInATableToo() {
    assertThat(browser.all("svg.columns"))
        .isNotEmpty()
        .allSatisfy(
            svg -> assertThat(svg.getDomAttribute("aria-label")).matches("Per .*: .* [0-9]+.*"));
    assertThat(browser.all("details table caption")).hasSameSizeAs(browser.all("svg.columns"));
    browser.all("figure details summary").getLast().click();
    assertThat(browser.awaited("figure details[open] td.count").getText()).matches("[0-9]+");
  }

  @Test
  @Order(6)
  void theFiguresCanBeTakenAlong() throws IOException {
    browser.all(".choices button").getFirst().click();

    assertThat(browser.downloaded())
        .hasFileName("tenzij-stichting-tenboom-2026-2027.csv")
        .hasContent(CSV.replace("\r\n", System.lineSeparator()));
    assertThat(Files.readString(browser.downloaded())).isEqualTo(CSV);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(7)
  void afterAReloadNobodyIsSignedInAndEnglishIsSpokenToo() {
    browser.read("en");
    browser.go("/board");
    assertThat(browser.awaited("#sign-in").getText()).isEqualTo("Sign in");

    browser.awaited("#sign-in").click();
    browser.awaited("section h2");
    assertThat(browser.text()).contains("Exemptions", "fewer than five");
    assertThat(browser.complaints()).isEmpty();
    browser.picture("english");
  }

  /** The clock of a system that is tried out may be ahead of the browser's. */
  @Test
  @Order(8)
  void theSchoolYearIsTheServicesAndNotTheBrowsers() throws IOException {
    Surroundings.exception.answers(
        BOARD + "/statistics",
        "application/json",
        sample().replace("\"2026-2027\"", "\"2031-2032\""));
    browser.go("/board");
    browser.awaited("#sign-in").click();
    browser.awaited("section h2");

    assertThat(browser.all(".choices label:first-child option"))
        .extracting(WebElement::getText)
        .containsExactly("2031-2032", "2030-2031", "2029-2030");
    assertThat(browser.asked()).contains(Browser.HOME + BOARD + "/statistics?");

    browser.all(".choices label:first-child option").get(1).click();

    browser.await(() -> browser.asked().getLast().endsWith("/statistics?schoolYear=2030-2031"));
    assertThat(browser.all(".choices label:first-child option")).hasSize(3);
    assertThat(browser.complaints()).isEmpty();
  }

  /** As a head of two of the board's schools is answered: no total, and nothing of one alone. */
  @Test
  @Order(9)
  void whatIsNotToldIsNoNumber() {
    Surroundings.exception.answers(
        BOARD + "/statistics",
        "application/json",
        """
        {"board": "stichting-tenboom", "schoolYear": "2026-2027", "from": "2026-08-01", "until": "2027-07-31",
          "asOf": "2026-11-23T15:30:00Z", "hiddenBelow": 5,
          "schools": [{"school": "college-een", "sector": "VO"}, {"school": "college-twee", "sector": "VO"}],
          "figures": [
            {"figure": "REQUESTS", "sectors": ["VO"], "schools": ["college-een"], "count": 9, "medianDays": 11},
            {"figure": "REQUESTS", "sectors": ["VO"], "schools": ["college-een"], "by": "OUTCOME", "keys": ["GRANTED"], "count": 9},
            {"figure": "REQUESTS", "sectors": ["VO"], "schools": ["college-twee"], "count": null}]}""");
    browser.go("/board");
    browser.awaited("#sign-in").click();
    browser.awaited("section h2");

    assertThat(browser.text())
        .contains("Requests\nfewer than five")
        .doesNotContain("Requests\n9", "11 days", "null", "NaN");
    assertThat(browser.all(".bars td.count"))
        .extracting(WebElement::getText)
        .anyMatch("9"::equals)
        .anyMatch(text -> text.startsWith("fewer than five"))
        .doesNotContain("0");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(10)
  void anAnswerThatBelongsToNoSignInIsRefused() {
    browser.go("/board?state=invented&code=invented");

    assertThat(browser.awaited("#status").getText()).contains("does not belong to your sign-in");
    assertThat(browser.address()).isEqualTo(Browser.HOME + "/board");
  }

  @Test
  void thePageIsHeldShort() {
    var calls = new Calls(base);
    var page = calls.send(calls.open("/board"));

    assertThat(page.statusCode()).isEqualTo(200);
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .contains("connect-src 'self' http", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("<style", "onclick", " style=");
    assertThat(calls.send(calls.open("/board/nothing.js")).statusCode()).isEqualTo(404);
  }
}
