package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.MessageCommand.QueueMessage;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pupil of 18 or older is addressed in person. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class InPersonTest {

  @Inject Pool pool;
  @Inject TestClock clock;
  @Inject Messages messages;
  @Inject MeterRegistry metrics;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    home.close();
    clock.moveToSchoolHours();
  }

  @Test
  void whoIsOfAgeIsToldInThePortalAndNobodyElseIs() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.ladder();
    home.confirmed("DEVICE_BAN");

    JsonNode item = feed(1).getFirst();
    assertThat(item.path("language").asText()).isEqualTo("nl");
    assertThat(item.path("subject").asText()).isEqualTo("Belangrijk bericht van school");
    assertThat(item.path("paragraphs").path(0).asText()).isEqualTo("Beste Sam,");
    assertThat(item.path("paragraphs").toString())
        .contains("24 november 2026", "23 december 2026", "18 of ouder")
        .doesNotContain("{", "Fatma");
    assertThat(home.inPerson())
        .as("no mail")
        .extracting(each -> each.path("channel").asText())
        .containsExactly("PORTAL");
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    assertThat(home.messages("fatma", "PORTAL")).isEmpty();

    String letter = item.path("letter").asText();
    assertThat(letter).endsWith("/pupils/" + home.pupil + "/letters/" + home.sanction);
    await().until(() -> asPupil(letter).statusCode() == 200);
    String receipt =
        "/api/v1/schools/%s/feed/%s/receipts".formatted(home.school, item.path("message").asText());
    with(home.token(home.guardian("fatma"), "guardian")).post(receipt).then().statusCode(404);
    with(home.token(home.pupil, "pupil")).post(receipt).then().statusCode(200);
  }

  /** In words of its own, with what overtakes what as for guardians. */
  @Test
  void whatIsTakenBackIsToldInPersonToo() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.warned();
    feed(1);
    home.revoked();
    assertThat(feed(2).getFirst().path("paragraphs").toString()).contains("ingetrokken");
  }

  /** Who heard that a device still lies at school reads that it is back, and all else too. */
  @Test
  void whatWasGivenBackIsToldInPersonToo() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    device("overdue", ", \"dueAt\": \"2026-11-23T15:00:00Z\"");
    feed(1);
    device("returned", ", \"at\": \"2026-11-23T16:10:00Z\"");

    JsonNode item = feed(2).getFirst();
    assertThat(item.path("paragraphs").path(0).asText()).isEqualTo("Beste Sam,");
    assertThat(item.path("paragraphs").toString()).contains("opgehaald").doesNotContain("{");
  }

  /** Not in the words for guardians, and not that it was collected now. */
  @Test
  void whatTurnedUpIsToldInPersonToo() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    device("overdue", ", \"dueAt\": \"2026-11-23T15:00:00Z\"");
    feed(1);
    device("turned-up", ", \"establishedAt\": \"2026-11-24T07:20:00Z\"");

    JsonNode item = feed(2).getFirst();
    assertThat(item.path("paragraphs").path(0).asText()).isEqualTo("Beste Sam,");
    assertThat(item.path("paragraphs").toString())
        .contains("al eerder terug")
        .doesNotContain("opgehaald", "{");

    device("returned", ", \"at\": \"2026-11-24T11:10:00Z\"");

    assertThat(feed(3).getFirst().path("paragraphs").toString())
        .contains("Je kreeg", "klopte niet", "opgehaald")
        .doesNotContain("{");
  }

  @Test
  void whatIsFoundHereIsToldInPersonToo() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    device("overdue", ", \"dueAt\": \"2026-11-23T15:00:00Z\"");
    feed(1);
    device("turned-up", ", \"establishedAt\": \"2026-11-24T07:20:00Z\"");
    feed(2);
    device("overdue", ", \"dueAt\": \"2026-11-23T15:00:00Z\", \"foundHere\": true");

    assertThat(feed(3).getFirst().path("paragraphs").toString())
        .contains("Je kreeg", "klopte niet", "ligt nog op school", "Wil je het")
        .doesNotContain("{");
  }

  /** One that has no words leaves the others in the feed. */
  @Test
  void whatCannotBePutIntoWordsHidesNothingElse() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.warned();
    String shown = feed(1).getFirst().path("message").asText();
    Notice notice =
        new Notice(
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            null,
            home.pupil,
            home.pupil,
            Channel.PORTAL,
            Urgency.URGENT,
            new Notice.Text("without-words", 1, "nl"),
            null);
    messages
        .handle(
            Messages.stream(new Board("stichting-tenboom"), new School(home.school), notice),
            new QueueMessage(notice, clock.instant()),
            Messages.because(UUID.randomUUID(), null))
        .await()
        .indefinitely();
    await()
        .untilAsserted(
            () ->
                assertThat(home.inPerson())
                    .extracting(each -> each.path("state").asText())
                    .containsExactly("SENT", "SENT"));

    double before = unwritten();
    assertThat(pupilsFeed())
        .extracting(each -> each.path("message").asText())
        .containsExactly(shown);
    assertThat(unwritten()).as("somebody can tell").isEqualTo(before + 1);
  }

  /** It was for guardians in the evening; in the morning there are none. */
  @Test
  void whatIsHeldWhenThePupilComesOfAgeIsToldToThePupilOnce() {
    home.with("barred nl", "barred-too nl").inZone(clock.evening());
    home.warned();
    JsonNode held = home.awaitStates("barred", "PORTAL", "HELD").getFirst();
    home.awaitStates("barred-too", "EMAIL", "HELD");

    home.comesOfAge("barred", "barred-too");
    clock.moveTo(OffsetDateTime.parse(held.path("nextAttemptAt").asText()).toInstant());

    for (String name : List.of("barred", "barred-too")) {
      for (String channel : List.of("EMAIL", "PORTAL")) {
        JsonNode withheld = home.awaitStates(name, channel, "CANCELLED").getFirst();
        assertThat(withheld.path("reason").asText()).isEqualTo("NOT_TO_BE_INFORMED");
      }
      assertThat(home.mails(name)).isEmpty();
    }
    feed(1);
    assertThat(home.inPerson()).hasSize(1);
    home.revoked();
    assertThat(feed(2)).as("what came to it follows").hasSize(2);
  }

  /** It was said by mistake in the evening, and corrected before it was told. */
  @Test
  void whatIsHeldForAPupilWhoIsNotOfAgeAfterAllIsToldToTheGuardians() {
    home.with("fatma tr").inZone(clock.evening());
    home.warned();
    JsonNode held = home.awaitStates("fatma", "PORTAL", "HELD").getFirst();
    home.comesOfAge("fatma");
    home.confirmed("DEVICE_BAN");
    await().until(() -> home.inPerson().size() == 1);

    home.with("fatma tr");
    clock.moveTo(OffsetDateTime.parse(held.path("nextAttemptAt").asText()).toInstant());

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    assertThat(home.inPerson())
        .singleElement()
        .satisfies(
            each -> assertThat(each.path("reason").asText()).isEqualTo("NOT_TO_BE_INFORMED"));
    assertThat(pupilsFeed()).isEmpty();
    assertThat(home.feed("fatma")).hasSize(2);
  }

  @Test
  void whatAMinorWasToldByMistakeIsNoLongerInTheirFeed() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.warned();
    feed(1);
    home.with("fatma tr");
    assertThat(pupilsFeed()).isEmpty();
    home.comesOfAge("fatma");
    assertThat(pupilsFeed()).hasSize(1);
  }

  /** It was to go in the morning, when there are guardians again who know of no measure. */
  @Test
  void whatFollowsUpIsToldToNoGuardianWhoWasNotToldBefore() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.warned();
    feed(1);
    home.inZone(clock.evening());
    home.revoked();
    JsonNode held =
        await()
            .until(
                () ->
                    home.inPerson().stream()
                        .filter(each -> each.path("state").asText().equals("HELD"))
                        .toList(),
                all -> all.size() == 1)
            .getFirst();

    home.with("fatma tr");
    clock.moveTo(OffsetDateTime.parse(held.path("nextAttemptAt").asText()).toInstant());
    await()
        .until(
            () ->
                home.inPerson().stream()
                    .anyMatch(each -> each.path("reason").asText().equals("NOT_TO_BE_INFORMED")));
    home.tookInWhatWasCancelled("in-person-when-withheld");
    home.exemption("requested", "");
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** Of a minor a guardian who is not informed is no reason to tell the pupil. */
  @Test
  void whatIsWithheldOfAMinorIsToldToNobodyElse() {
    home.with("barred nl", "fatma tr");
    home.warned();
    home.awaitStates("barred", "EMAIL", "CANCELLED");
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(home.inPerson()).isEmpty();
    assertThat(pupilsFeed()).isEmpty();
  }

  private void device(String what, String more) {
    home.publish(
        "sanction.events.v1",
        "nl.tenzij.sanction.device-" + what + ".v1",
        home.pupil,
        """
        {"custody": "%s", "pupil": "%s", "device": "SMARTPHONE", "keeping": "OFFICE"%s}"""
            .formatted(home.sanction, home.pupil, more));
  }

  private double unwritten() {
    return metrics.get("tenzij.messages.unwritten").counter().count();
  }

  private Response asPupil(String path) {
    return with(home.token(home.pupil, "pupil")).get(path);
  }

  private List<JsonNode> pupilsFeed() {
    Response answer = asPupil("/api/v1/schools/%s/feed".formatted(home.school));
    answer.then().statusCode(200);
    return Household.items(answer.asString());
  }

  private List<JsonNode> feed(int messages) {
    return await().until(this::pupilsFeed, items -> items.size() == messages);
  }
}
