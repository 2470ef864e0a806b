package nl.tenzij.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on which the API can be tried, in a real browser, under the policy it is sent with. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class DocsPageTest {

  private static final String INCIDENTS = "/api/v1/schools/school-of-docs/incidents";
  private static final String ANSWER = "{\"items\": [{\"category\": \"MISUSE\"}]}";

  @TestHTTPResource("/")
  URI base;

  private Browser browser;

  @BeforeEach
  void look() {
    browser = Browser.open(base);
    Surroundings.sanction.answers(INCIDENTS, "application/json", ANSWER);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void whoHasATokenCanSendACall() {
    browser.go("/docs");

    assertThat(browser.awaited(".info .title").getText()).startsWith("Tenzij");
    assertThat(answered()).as("to who has not said who it is").startsWith("401");

    browser.awaited(".auth-wrapper .authorize").click();
    browser.awaited(".auth-container input").sendKeys(TestIssuer.get().token("docs-page"));
    browser.awaited(".auth-btn-wrapper .authorize").click();
    browser.awaited(".auth-btn-wrapper .btn-done").click();
    browser.awaited(".btn-clear").click();

    assertThat(answered()).startsWith("200").contains("MISUSE");
    browser.picture("docs");
    assertThat(browser.asked())
        .contains(Browser.HOME + INCIDENTS)
        .allMatch(address -> address.startsWith(Browser.HOME + "/"));
    assertThat(browser.complaints())
        .as("but of the refusal")
        .allMatch(complaint -> complaint.contains("status of 401"));
  }

  /** What is shown of the answer, once it is there. */
  private String answered() {
    if (browser.all(".execute").isEmpty()) {
      browser.awaited("#operations-tag-incidents").click();
      browser.awaited(".opblock-get .opblock-summary-control").click();
      browser.awaited(".try-out__btn").click();
      browser.awaited("input[placeholder=school]").sendKeys("school-of-docs");
    }
    browser.awaited(".execute").click();
    return browser.awaited(".live-responses-table tbody").getText();
  }
}
