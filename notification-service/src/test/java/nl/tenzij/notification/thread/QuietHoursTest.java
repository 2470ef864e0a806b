package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S1: no messages to guardians after 17:00; what falls then waits for the morning, and is sent. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class QuietHoursTest {

  private static final String DAY = "Europe/Amsterdam";

  @Inject Pool pool;
  @Inject TestClock clock;
  @Inject PostgresEventStore store;

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

  /** In the language of the morning: the school entered meanwhile that she reads Turkish. */
  @Test
  void whatFallsInTheEveningIsHeldUntilTheNextMorningAndThenSent() {
    String evening = clock.evening();
    home.with("fatma nl").inZone(evening);

    home.warned();

    JsonNode held = home.awaitStates("fatma", "EMAIL", "HELD").getFirst();
    assertThat(held.path("reason").asText()).isEqualTo("QUIET_HOURS");
    Instant until = OffsetDateTime.parse(held.path("nextAttemptAt").asText()).toInstant();
    assertThat(until.atZone(ZoneId.of(evening)).toLocalTime()).isEqualTo(LocalTime.of(8, 0));
    assertThat(home.mails("fatma")).isEmpty();

    clock.moveTo(until);

    assertThat(home.mail("fatma").subject()).isEqualTo("Okuldan mesaj");
    assertThat(home.mail("fatma").source()).contains("Content-Language: tr");
    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  @Test
  void whatIsHeldFollowsTheCalendar() {
    home.with("fatma tr").inZone(clock.evening());
    home.warned();
    home.awaitStates("fatma", "EMAIL", "HELD");

    home.inZone(DAY);

    home.mail("fatma");
    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  @Test
  void whatCouldNotGoDuringTheDayDoesNotGoInTheEvening() {
    home.with("fatma tr");
    Household.control("mail/shut");
    home.warned();
    await().until(() -> reason("fatma").equals("MAIL_SERVER_AWAY"));

    home.inZone(clock.evening());
    await().until(() -> reason("fatma").equals("QUIET_HOURS"));
    assertThat(home.messages("fatma", "EMAIL").getFirst().path("state").asText()).isEqualTo("HELD");
    Household.control("mail/open");
    assertThat(home.mails("fatma")).isEmpty();

    home.inZone(DAY);
    home.mail("fatma");
    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** As after a restart: only the log knows of it. */
  @Test
  void whatAnInstanceThatDiedHeldGoesOutByAnother() {
    home.with("fatma tr");
    Notice notice =
        new Notice(
            UUID.randomUUID().toString(),
            home.sanction,
            home.incident,
            home.pupil,
            home.guardian("fatma"),
            Channel.EMAIL,
            Urgency.NORMAL,
            new Notice.Text("sanction-warning", 1, "tr"),
            null);
    StreamId stream =
        Messages.stream(new Board("stichting-tenboom"), new School(home.school), notice);
    Instant now = clock.instant();
    MessageHeld held = new MessageHeld(notice, Reason.QUIET_HOURS, now.plusSeconds(2), now);
    store
        .append(stream, 0, List.of(held), Messages.because(UUID.randomUUID(), null))
        .await()
        .indefinitely();

    home.mail("fatma");
    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(clock.instant()).isAfter(now.plusSeconds(2));
    assertThat(home.mails("fatma")).hasSize(1);
  }

  private String reason(String name) {
    List<JsonNode> all = home.messages(name, "EMAIL");
    return all.isEmpty() ? "" : all.getFirst().path("reason").asText();
  }
}
