package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import nl.tenzij.components.Mail;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several messages to one guardian are one mail; each message keeps its own state. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class BurstTest {

  @Inject Pool pool;

  @Inject TestClock clock;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    clock.goOn();
    home.close();
  }

  @Test
  void whatComesRightAfterAMailGoesTogetherInTheNextOne() {
    home.with("fatma tr", "piet nl");
    clock.stand();
    home.warned();
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitStates("piet", "EMAIL", "SENT");

    home.confirmed("DEVICE_BAN");
    home.confirmed("INTERNAL_SUSPENSION");
    home.awaitGathering("fatma", 2);
    home.awaitGathering("piet", 2);
    clock.goOn();

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT", "SENT");
    home.awaitStates("piet", "EMAIL", "SENT", "SENT", "SENT");
    assertThat(home.mails("fatma"))
        .extracting(Mail::subject)
        .containsExactly("Okuldan mesaj", "Okuldan mesajlar");
    assertThat(home.mails("fatma").getLast().text())
        .contains("Merhaba Fatma,", "2 mesajı var", "Mesaj 1", "Mesaj 2", "23 Aralık 2026");
    assertThat(home.mails("piet").getLast().subject()).isEqualTo("Berichten van school");
  }

  /** The morning after, or once a mail server is back. */
  @Test
  void whatWaitedTogetherGoesTogether() {
    home.with("fatma tr").inZone("Etc/GMT-14");
    home.warned();
    home.confirmed("DEVICE_BAN");
    home.awaitStates("fatma", "EMAIL", "HELD", "HELD");

    home.inZone("Europe/Amsterdam");

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    assertThat(home.mails("fatma")).extracting(Mail::subject).containsExactly("Okuldan mesajlar");
  }

  @Test
  void whatHappenedFirstIsReadFirst() {
    home.with("piet nl").inZone("Etc/GMT-14");
    List<Runnable> news =
        List.of(
            home::warned,
            () -> home.exemption("granted", ", \"from\": \"2026-11-24\""),
            () -> home.imposed("DETENTION"),
            () ->
                home.exemption(
                    "suspended", ", \"from\": \"2026-11-25\", \"until\": \"2026-12-04\""),
            () -> home.confirmed("INTERNAL_SUSPENSION"));
    for (int i = 0; i < news.size(); i++) {
      news.get(i).run();
      home.awaitStates("piet", "EMAIL", Collections.nCopies(i + 1, "HELD").toArray(String[]::new));
    }

    home.inZone("Europe/Amsterdam");

    assertThat(home.mail("piet").text())
        .containsSubsequence(
            "Bericht 1",
            "waarschuwing",
            "Bericht 2",
            "De school heeft besloten",
            "Bericht 3",
            "na schooltijd",
            "Bericht 4",
            "tijdelijk gestopt",
            "Bericht 5",
            "23 december 2026");
  }

  @Test
  void oneThatMayNotBeToldAnyMoreStaysOutOfTheMail() {
    home.with("barred nl").inZone("Etc/GMT-14");
    home.warned();
    home.confirmed("DEVICE_BAN");
    home.awaitStates("barred", "EMAIL", "HELD", "HELD");

    home.inZone("Europe/Amsterdam");

    home.awaitStates("barred", "EMAIL", "CANCELLED", "CANCELLED");
    assertThat(home.mails("barred")).isEmpty();
  }

  @Test
  void whatIsRevokedWhileItGathersDoesNotGoOut() {
    home.with("fatma tr");
    clock.stand();
    home.warned();
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.confirmed("DEVICE_BAN");
    home.awaitGathering("fatma", 1);

    home.revoked();
    await()
        .until(
            () ->
                home.messages("fatma", "EMAIL").stream()
                    .anyMatch(each -> each.path("state").asText().equals("CANCELLED")));
    clock.goOn();

    home.awaitStates("fatma", "EMAIL", "SENT", "CANCELLED", "SENT");
    assertThat(home.mails("fatma"))
        .extracting(Mail::subject)
        .containsExactly("Okuldan mesaj", "Okuldan yeni mesaj");
  }
}
