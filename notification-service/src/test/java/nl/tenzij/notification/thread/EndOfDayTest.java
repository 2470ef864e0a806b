package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Telling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A school day that ends shortly before nobody may be written to any more. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class EndOfDayTest {

  @Inject Pool pool;
  @Inject TestClock clock;
  @Inject Telling telling;

  private final String custody = UUID.randomUUID().toString();
  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool).with("fatma tr");
    home.inZone("Etc/UTC");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aDeviceThatIsNotFetchedIsToldOfBeforeTheEvening() {
    Instant evening = quietIn(Duration.ofMinutes(25));
    returnDue(overdueIn(Duration.ofMinutes(30)));
    JsonNode held = home.awaitStates("fatma", "EMAIL", "HELD").getFirst();
    assertThat(held.path("reason").asText()).isEqualTo("GRACE");
    assertThat(OffsetDateTime.parse(held.path("nextAttemptAt").asText()).toInstant())
        .isEqualTo(evening.minus(Duration.ofMinutes(2)));

    clock.moveTo(evening.minus(Duration.ofMinutes(2)));

    assertThat(home.mail("fatma").text()).contains("Okul günü bitti");
    home.awaitStates("fatma", "EMAIL", "SENT");

    home.handled("sanction-events", device("overdue"));
    device("returned");
    assertThat(home.awaitStates("fatma", "EMAIL", "SENT", "SENT"))
        .extracting(each -> each.path("template").asText())
        .containsExactlyInAnyOrder("device-overdue", "device-returned");
  }

  @Test
  void whatIsFetchedInTimeIsToldToNobody() {
    quietIn(Duration.ofMinutes(25));
    returnDue(overdueIn(Duration.ofMinutes(30)));
    home.awaitStates("fatma", "EMAIL", "HELD");

    device("returned");

    home.awaitStates("fatma", "EMAIL", "CANCELLED");
    await()
        .untilAsserted(
            () ->
                assertThat(home.messages("fatma", "PORTAL"))
                    .filteredOn(each -> each.path("template").asText().equals("device-overdue"))
                    .extracting(each -> each.path("state").asText())
                    .containsExactly("CANCELLED"));
  }

  /** When it went back nobody knows: no mail says that it was collected now. */
  @Test
  void whoWasToldThatItIsOverdueHearsThatItHadGoneBack() {
    quietIn(Duration.ofMinutes(50));
    home.handled("sanction-events", device("overdue"));
    home.awaitStates("fatma", "EMAIL", "SENT");

    turnedUp();

    awaitTold("EMAIL", "device-overdue SENT", "device-turned-up SENT");
    awaitTold("PORTAL", "device-overdue SENT", "device-turned-up SENT");
  }

  /** Who was told of the first is told of the correction: it lay at school after all. */
  @Test
  void whoWasToldThatItHadGoneBackHearsThatItHadNot() {
    quietIn(Duration.ofMinutes(50));
    home.handled("sanction-events", device("overdue"));
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.handled("sanction-events", turnedUp());

    home.handled("sanction-events", device("returned"));

    for (String channel : List.of("EMAIL", "PORTAL")) {
      awaitTold(
          channel,
          "device-overdue SENT",
          "device-turned-up SENT",
          "device-returned-after-all SENT");
    }
  }

  /** By mistake; and once it is collected, that. */
  @Test
  void whoWasToldThatItHadGoneBackHearsThatItIsStillHere() {
    quietIn(Duration.ofMinutes(50));
    home.handled("sanction-events", device("overdue"));
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.handled("sanction-events", turnedUp());

    home.handled("sanction-events", device("overdue", ", \"foundHere\": true"));

    awaitTold("EMAIL", "device-overdue SENT", "device-turned-up SENT", "device-still-here SENT");
    home.handled("sanction-events", device("returned"));
    for (String channel : List.of("EMAIL", "PORTAL")) {
      awaitTold(
          channel,
          "device-overdue SENT",
          "device-turned-up SENT",
          "device-still-here SENT",
          "device-returned SENT");
    }
  }

  /** It was said that it is here after all, and then that it went back after all. */
  @Test
  void eachCorrectionIsToldToWhoWasToldTheOneBefore() {
    quietIn(Duration.ofMinutes(50));
    home.handled("sanction-events", device("overdue"));
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.handled("sanction-events", turnedUp());
    home.handled("sanction-events", device("overdue", ", \"foundHere\": true"));

    home.handled("sanction-events", turnedUp());

    awaitTold(
        "EMAIL",
        "device-overdue SENT",
        "device-turned-up SENT",
        "device-still-here SENT",
        "device-turned-up SENT");
  }

  /** The next morning, before the hour at which it would be told. */
  @Test
  void whatTurnsUpBeforeItIsToldIsToldToNobody() {
    Instant evening = quietIn(Duration.ofMinutes(10));
    clock.moveTo(evening.plusSeconds(60));
    home.handled("sanction-events", device("overdue"));
    home.awaitStates("fatma", "EMAIL", "HELD");

    home.handled("sanction-events", turnedUp());

    awaitTold("EMAIL", "device-overdue CANCELLED");
    awaitTold("PORTAL", "device-overdue CANCELLED");
  }

  @Test
  void whoWasNotToldHearsOfNothingThatTurnsUp() {
    quietIn(Duration.ofMinutes(50));
    home.handled("sanction-events", returnDue(overdueIn(Duration.ofMinutes(30))));

    home.handled("sanction-events", turnedUp());

    awaitTold("EMAIL");
    awaitTold("PORTAL");
  }

  /** Of devices: the policy that says when it is quiet is told too. */
  private void awaitTold(String channel, String... words) {
    await()
        .untilAsserted(
            () ->
                assertThat(home.messages("fatma", channel))
                    .extracting(
                        each -> each.path("template").asText() + " " + each.path("state").asText())
                    .filteredOn(each -> each.startsWith("device-"))
                    .containsExactlyInAnyOrder(words));
  }

  private UUID turnedUp() {
    return home.publish(
        Household.SANCTIONS,
        type("turned-up"),
        home.pupil,
        """
        {"custody": "%s", "pupil": "%s", "device": "SMARTPHONE",
         "establishedAt": "2026-11-24T07:20:00Z"}"""
            .formatted(custody, home.pupil));
  }

  /** Whoever tells it was cut off before the event was handled, and is back in the evening. */
  @Test
  void whatWasWrittenIsTakenBackThoughItsTellerWasCutOff() {
    Instant evening = quietIn(Duration.ofMinutes(25));
    News due = due();
    assertThatThrownBy(
            () ->
                pool.withTransaction(
                        sql ->
                            telling
                                .tell(due, sql)
                                .chain(
                                    () ->
                                        Uni.createFrom()
                                            .failure(new IllegalStateException("cut off"))))
                    .await()
                    .indefinitely())
        .hasMessage("cut off");
    home.awaitStates("fatma", "EMAIL", "HELD");
    clock.moveTo(evening.plusSeconds(60));
    pool.withTransaction(sql -> telling.tell(due, sql)).await().indefinitely();

    home.handled("sanction-events", device("overdue"));
    device("returned");

    home.awaitStates("fatma", "EMAIL", "CANCELLED");
  }

  /** At the bell nobody can say whose device will stay. */
  @Test
  void whereTheEveningIsNearItIsToldOnceItIsOverdue() {
    Instant evening = quietIn(Duration.ofMinutes(10));
    home.handled("sanction-events", returnDue(overdueIn(Duration.ofMinutes(30))));
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    clock.moveTo(evening.plusSeconds(60));

    device("overdue");

    JsonNode held = home.awaitStates("fatma", "EMAIL", "HELD").getFirst();
    assertThat(held.path("reason").asText()).isEqualTo("QUIET_HOURS");
  }

  @Test
  void whereTheAfternoonIsLongItIsToldOnceItIsOverdue() {
    quietIn(Duration.ofMinutes(50));
    home.handled("sanction-events", returnDue(overdueIn(Duration.ofMinutes(30))));

    device("overdue");

    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** How long devices are given back is the school's own service's to say. */
  @Test
  void whatIsOverdueSoonIsToldThen() {
    quietIn(Duration.ofMinutes(20));
    home.handled("sanction-events", returnDue(overdueIn(Duration.ofMinutes(10))));
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();

    device("overdue");

    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** Told by an earlier version. */
  @Test
  void whereNoMomentIsSaidItIsToldOnceItIsOverdue() {
    quietIn(Duration.ofMinutes(20));
    home.handled("sanction-events", returnDue(""));
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();

    device("overdue");

    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** From that time of this day on, until the same hour ends. */
  private Instant quietIn(Duration time) {
    Instant evening = clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS);
    LocalTime from = evening.atZone(ZoneOffset.UTC).toLocalTime();
    home.handled(
        "calendar-events",
        home.announced(
            "policy-in-force",
            """
            , "version": 1, "topic": "PHONES", "from": "2026-08-01T07:30:00Z",
            "messages": {"quietFrom": "%s", "quietUntil": "%s", "quietAtWeekends": true,
             "quietOnHolidays": true, "pushed": []}"""
                .formatted(from, from.plusHours(3))));
    return evening;
  }

  private String overdueIn(Duration time) {
    return ", \"overdueAt\": \"%s\"".formatted(clock.instant().plus(time));
  }

  private UUID returnDue(String more) {
    return device("return-due", more);
  }

  private News due() {
    return new News(
        UUID.randomUUID().toString(),
        type("return-due"),
        new Board("stichting-tenboom"),
        new School(home.school),
        home.pupil,
        null,
        JsonNodeFactory.instance
            .objectNode()
            .put("custody", custody)
            .put("overdueAt", clock.instant().plus(Duration.ofMinutes(30)).toString()));
  }

  private UUID device(String what) {
    return device(what, "");
  }

  private UUID device(String what, String more) {
    return home.publish(
        Household.SANCTIONS,
        type(what),
        home.pupil,
        """
        {"custody": "%s", "pupil": "%s", "device": "SMARTPHONE", "keeping": "OFFICE",
         "dueAt": "2026-11-23T15:30:00Z"%s}"""
            .formatted(custody, home.pupil, more));
  }

  private static String type(String what) {
    return "nl.tenzij.sanction.device-" + what + ".v1";
  }
}
