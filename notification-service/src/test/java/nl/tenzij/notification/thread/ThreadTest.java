package nl.tenzij.notification.thread;

import static io.restassured.RestAssured.given;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import nl.tenzij.components.Mail;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.MessageCommand.QueueMessage;
import nl.tenzij.notification.message.MessageEvent;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.sending.Carrier.Parcel;
import nl.tenzij.notification.sending.MailCarrier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event comes in by Kafka, a mail goes out by SMTP; with all that can come in between. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class ThreadTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SANCTIONS = "sanction.events.v1";
  private static final String IMPOSED = "nl.tenzij.sanction.imposed.v1";
  private static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";
  private static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  @Inject Pool pool;
  @Inject Messages messages;
  @Inject MailCarrier carrier;
  @Inject PostgresEventStore store;
  @Inject Subscriptions subscriptions;
  @Inject TestClock clock;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String pupil = "p-" + mark;
  private final String incident = UUID.randomUUID().toString();
  private final String sanction = UUID.randomUUID().toString();
  private final StringBuffer logged = new StringBuffer();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.append(
              line instanceof ExtLogRecord more ? more.getFormattedMessage() : line.getMessage());
          logged.append(line.getThrown()).append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private Topics topics;

  @BeforeEach
  void open() {
    topics = new Topics();
    Logger.getLogger("").addHandler(listener);
  }

  /** Whatever happened: no address and no name was written to the log. */
  @AfterEach
  void close() {
    control("mail/open");
    control("school/back");
    topics.close();
    Logger.getLogger("").removeHandler(listener);
    assertThat(logged.toString()).doesNotContain("example.org", "Fatma", "Aydın", "Sam,");
  }

  @Test
  void eachGuardianIsToldInTheirOwnLanguage() {
    register(guardian("fatma", "tr"), guardian("piet", "nl"));

    impose("WARNING");

    Mail turkish = mail("fatma");
    assertThat(turkish.subject()).isEqualTo("Okuldan mesaj");
    assertThat(turkish.from()).isEqualTo("bericht@school.example");
    assertThat(turkish.text()).contains("Merhaba Fatma,", "Çocuğunuz Sam", "uyarı");
    assertThat(turkish.html()).contains("<html lang=\"tr\" dir=\"ltr\">", "Çocuğunuz Sam");
    assertThat(turkish.source())
        .contains("multipart/alternative", "Content-Language: tr", "Auto-Submitted: auto-generated")
        .doesNotContain("piet-" + mark);
    Mail dutch = mail("piet");
    assertThat(dutch.subject()).isEqualTo("Bericht van school");
    assertThat(dutch.text()).contains("Beste Fatma,", "Sam krijgt daarom een waarschuwing");
    awaitStates("SENT", "SENT");
  }

  @Test
  void aBanIsToldWithItsDaysInArabicFromRightToLeft() {
    register(guardian("noor", "ar"));

    confirm("DEVICE_BAN");

    Mail mail = mail("noor");
    assertThat(mail.subject()).isEqualTo("رسالة مهمة من المدرسة");
    assertThat(mail.text()).contains("24 نوفمبر 2026", "23 ديسمبر 2026");
    assertThat(mail.html()).contains("dir=\"rtl\"");
  }

  @Test
  void aSuspensionIsToldToo() {
    register(guardian("ola", "pl"));

    confirm("INTERNAL_SUSPENSION");

    assertThat(mail("ola").text()).contains("od 24 listopada 2026 do 23 grudnia 2026");
  }

  @Test
  void theMessageIdIsTheMessagesOwn() {
    register(guardian("fatma", "tr"));

    impose("WARNING");

    String source = mail("fatma").source();
    String message = awaitStates("SENT").getFirst().path("message").asText();
    assertThat(source).containsIgnoringCase("Message-ID: <" + message + "@school.example>");
  }

  @Test
  void theSameEventTwiceIsOneMail() {
    register(guardian("fatma", "tr"));
    UUID event = UUID.randomUUID();

    impose(event, "WARNING");
    mail("fatma");
    impose(event, "WARNING");
    confirm("DEVICE_BAN");

    await().until(() -> mails("fatma").size() == 2);
    assertThat(mails("fatma"))
        .extracting(Mail::subject)
        .containsExactly("Okuldan mesaj", "Okuldan önemli mesaj");
    awaitStates("SENT", "SENT");
  }

  @Test
  void aGuardianWhoIsNotToBeInformedIsNot() {
    register(
        guardian("fatma", "tr"),
        """
        {"guardian": "quiet-%s", "language": "nl", "informed": false}"""
            .formatted(mark),
        guardian("barred", "nl"));

    impose("WARNING");

    mail("fatma");
    List<JsonNode> all = awaitStates("SENT", "CANCELLED");
    assertThat(all).anyMatch(each -> each.path("reason").asText().equals("NOT_TO_BE_INFORMED"));
    assertThat(mails("quiet")).isEmpty();
    assertThat(mails("barred")).isEmpty();
  }

  @Test
  void aGuardianWhoseTieIsNotClearIsNotToldYet() {
    register(guardian("untied", "nl"));

    impose("WARNING");

    await()
        .until(
            () ->
                deliveries().stream()
                    .anyMatch(each -> each.path("reason").asText().equals("NO_LONGER_KNOWN")));
    assertThat(deliveries().getFirst().path("state").asText()).isEqualTo("QUEUED");
    assertThat(mails("untied")).isEmpty();
  }

  /** A message is in the log before the tables that led to it are committed. */
  @Test
  void aMessageInThePortalWaitsForTheTieThatItIsBecauseOf() {
    StreamId stream = queued("fatma", Channel.PORTAL, clock.instant());
    awaitMessage(stream, "state = 'QUEUED' and reason = 'NO_LONGER_KNOWN'");

    register(guardian("fatma", "tr"));

    awaitMessage(stream, "state = 'SENT'");
  }

  /** Not at the first try: perhaps nobody was there to try, or to be asked, before. */
  @Test
  void aMessageToAGuardianWithoutATieFailsAfterAnHour() {
    Instant anHourAgo = clock.instant().minus(Duration.ofHours(1));
    Instant later = anHourAgo.plus(Duration.ofMinutes(10));
    List<StreamId> over = tried("untied", Reason.NO_LONGER_KNOWN, anHourAgo);
    List<StreamId> waiting =
        Stream.of(
                tried("untied-too", Reason.NO_LONGER_KNOWN, later),
                tried("untied-decision", "detention-imposed", anHourAgo),
                tried("untied-since", Reason.SCHOOL_SERVICE_AWAY, anHourAgo))
            .flatMap(List::stream)
            .toList();

    over.forEach(
        each ->
            awaitMessage(each, "state = 'FAILED' and reason = 'NO_LONGER_KNOWN' and attempts = 7"));
    waiting.forEach(
        each ->
            awaitMessage(each, "state = 'QUEUED' and reason = 'NO_LONGER_KNOWN' and attempts > 7"));
  }

  private List<StreamId> tried(String guardian, Reason why, Instant at) {
    return tried(guardian, "device-overdue", why, at);
  }

  private List<StreamId> tried(String guardian, String template, Instant at) {
    return tried(guardian, template, Reason.NO_LONGER_KNOWN, at);
  }

  /** Six times in vain at that time, and due again now. */
  private List<StreamId> tried(String guardian, String template, Reason why, Instant at) {
    return Stream.of(Channel.PORTAL, Channel.EMAIL)
        .map(
            channel -> {
              Notice notice = notice(UUID.randomUUID(), guardian, channel, template);
              List<MessageEvent> before = new ArrayList<>(List.of(new MessageQueued(notice, at)));
              for (int i = 0; i < 6; i++) {
                before.add(new MessageClaimed(UUID.randomUUID(), at, at));
                before.add(new MessageDeferred(why, at, at));
              }
              StreamId stream = stream(notice);
              store
                  .append(stream, 0, before, Messages.because(UUID.randomUUID(), null))
                  .await()
                  .indefinitely();
              return stream;
            })
        .toList();
  }

  private Notice notice(UUID event, String guardian, Channel channel) {
    return notice(event, guardian, channel, "sanction-warning");
  }

  private Notice notice(UUID event, String guardian, Channel channel, String template) {
    return new Notice(
        event.toString(),
        sanction,
        incident,
        pupil,
        guardian + "-" + mark,
        channel,
        Urgency.NORMAL,
        new Notice.Text(template, 1, "tr"),
        null);
  }

  private static StreamId stream(Notice notice) {
    return Messages.stream(new Board("stichting-tenboom"), new School("college-een"), notice);
  }

  private StreamId queued(String guardian, Channel channel, Instant at) {
    UUID event = UUID.randomUUID();
    Notice notice = notice(event, guardian, channel);
    StreamId stream = stream(notice);
    messages
        .handle(stream, new QueueMessage(notice, at), Messages.because(event, null))
        .await()
        .indefinitely();
    return stream;
  }

  private void awaitMessage(StreamId stream, String how) {
    await()
        .until(
            () ->
                count(
                        "select count(*) from message_view where message = '%s' and %s"
                            .formatted(stream.id(), how))
                    == 1);
  }

  @Test
  void aPupilWhoLeftIsNotSpokenOf() {
    register(guardian("fatma", "tr"));
    topics.publish(
        "school.events.v1",
        UUID.randomUUID(),
        "nl.tenzij.school.pupil-left.v1",
        pupil,
        "{\"pupil\": \"%s\"}".formatted(pupil));
    awaitGuardians(0);

    UUID event = UUID.randomUUID();
    impose(event, "WARNING");

    awaitHandled(event);
    assertThat(deliveries()).isEmpty();
  }

  @Test
  void whatNobodyIsToldOfMakesNoMessage() {
    register(guardian("fatma", "tr"));
    UUID event = UUID.randomUUID();

    impose(event, "INTERNAL_SUSPENSION");

    awaitHandled(event);
    assertThat(deliveries()).isEmpty();
  }

  /** Two things (S2): those at home are told, and the head confirms it in writing. */
  @Test
  void aBanIsToldWhenItIsImposedAndAgainWithItsDays() {
    register(guardian("piet", "nl"));

    impose("DEVICE_BAN");

    assertThat(mail("piet").subject()).isEqualTo("Bericht van school");
    assertThat(mail("piet").text())
        .contains("Sam mag een tijd geen telefoon", "De directie moet dit besluit nog bevestigen")
        .doesNotContain("2026");
    awaitStates("SENT");

    confirm("DEVICE_BAN");

    await().until(() -> mails("piet").size() == 2);
    assertThat(mails("piet").getLast().text()).contains("van 24 november 2026 tot en met");
    awaitStates("SENT", "SENT");
  }

  @Test
  void newsOfAPupilWhoIsNotKnownYetWaitsForItsGuardians() {
    UUID event = UUID.randomUUID();
    impose(event, "WARNING");
    awaitHandled(event);
    assertThat(deliveries()).isEmpty();

    register(guardian("fatma", "tr"));

    assertThat(mail("fatma").subject()).isEqualTo("Okuldan mesaj");
  }

  @Test
  void theMailServerMayBeAwayAndComeBack() {
    register(guardian("fatma", "tr"));
    control("mail/shut");

    impose("WARNING");

    await().until(() -> deliveries().stream().anyMatch(each -> each.path("attempts").asInt() > 1));
    JsonNode waiting = deliveries().getFirst();
    assertThat(waiting.path("state").asText()).isEqualTo("QUEUED");
    assertThat(waiting.path("nextAttemptAt").asText()).isNotBlank();
    assertThat(mails("fatma")).isEmpty();
    await().until(() -> deliveries().getFirst().path("reason").asText().equals("MAIL_SERVER_AWAY"));

    control("mail/open");

    mail("fatma");
    awaitStates("SENT");
    assertThat(mails("fatma")).hasSize(1);
  }

  @Test
  void schoolServiceMayBeAwayAndComeBack() {
    register(guardian("fatma", "tr"));
    control("school/away");

    impose("WARNING");

    await()
        .until(
            () ->
                deliveries().stream()
                    .anyMatch(each -> each.path("reason").asText().equals("SCHOOL_SERVICE_AWAY")));

    // Also shows that the log is listened to.
    assertThat(logged.toString()).contains("school-service did not tell a contact: status 503");

    control("school/back");

    mail("fatma");
    awaitStates("SENT");
  }

  @Test
  void whoCannotBeReachedIsSeen() {
    register(guardian("without-address", "nl"), guardian("gone", "nl"), guardian("unknown", "nl"));

    impose("WARNING");

    assertThat(awaitStates("FAILED", "FAILED", "FAILED"))
        .extracting(each -> each.path("reason").asText())
        .containsExactlyInAnyOrder("NO_ADDRESS", "NO_LONGER_KNOWN", "MAIL_REFUSED");
  }

  /** As when the process dies between the mail server's yes and our own record of it. */
  @Test
  void aMailThatGoesOutTwiceIsTheSameMail() {
    register(guardian("fatma", "tr"));
    impose("WARNING");
    mail("fatma");
    StreamId message = message(awaitStates("SENT").getFirst());

    Notice notice = messages.load(message).await().indefinitely().state().notice();
    carrier.carry(List.of(new Parcel(message, notice))).await().indefinitely();

    await().until(() -> mails("fatma").size() == 2);
    assertThat(mails("fatma"))
        .extracting(ThreadTest::messageId)
        .doesNotContainNull()
        .satisfies(ids -> assertThat(ids.getFirst()).isEqualTo(ids.getLast()));
  }

  @Test
  void whatADeadSenderHeldGoesOutByAnother() {
    register(guardian("fatma", "tr"));
    Notice notice =
        new Notice(
            UUID.randomUUID().toString(),
            sanction,
            incident,
            pupil,
            "fatma-" + mark,
            Channel.EMAIL,
            Urgency.NORMAL,
            new Notice.Text("sanction-warning", 1, "tr"),
            null);
    StreamId message =
        Messages.stream(new Board("stichting-tenboom"), new School("college-een"), notice);
    Instant now = clock.instant();
    store
        .append(
            message,
            0,
            List.of(
                new MessageQueued(notice, now),
                new MessageClaimed(UUID.randomUUID(), now.plusSeconds(2), now)),
            Messages.because(UUID.randomUUID(), null))
        .await()
        .indefinitely();

    mail("fatma");

    assertThat(awaitStates("SENT").getFirst().path("attempts").asInt()).isEqualTo(2);
    assertThat(mails("fatma")).hasSize(1);
    assertThat(clock.instant()).isAfter(now.plusSeconds(2));
  }

  @Test
  void aRebuildOfTheViewSendsNothing() {
    register(guardian("fatma", "tr"));
    impose("WARNING");
    mail("fatma");
    List<JsonNode> before = awaitStates("SENT");
    List<Mail> sent = TestStack.shared().mails();

    subscriptions.rebuild("message-view").collect().last().await().indefinitely();
    confirm("DEVICE_BAN");

    awaitStates("SENT", "SENT");
    assertThat(deliveries()).containsAll(before);
    assertThat(mails("fatma")).hasSize(2);
    List<Mail> all = TestStack.shared().mails();
    assertThat(all.subList(sent.size(), all.size()))
        .as("nothing that anybody had sent, whoever sends meanwhile")
        .extracting(ThreadTest::messageId)
        .doesNotContainAnyElementsOf(sent.stream().map(ThreadTest::messageId).toList());
  }

  private static StreamId message(JsonNode delivery) {
    return Messages.stream(
        new Board("stichting-tenboom"),
        new School("college-een"),
        UUID.fromString(delivery.path("message").asText()));
  }

  private static String messageId(Mail mail) {
    return mail.source()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("message-id:"))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aRevocationFollowsUpWhatWasTold() {
    register(guardian("fatma", "tr"));
    impose("WARNING");
    mail("fatma");
    awaitStates("SENT");

    revoke();

    await().until(() -> mails("fatma").size() == 2);
    assertThat(mails("fatma").getLast().subject()).isEqualTo("Okuldan yeni mesaj");
    awaitStates("SENT", "SENT");
  }

  /** The mail server has the mail, and the connection ended before it said so. */
  @Test
  void aRevocationFollowsUpWhatMayHaveArrived() {
    register(guardian("fatma", "tr"));
    control("mail/mute");
    impose("WARNING");
    mail("fatma");
    await()
        .until(
            () ->
                deliveries().stream()
                    .anyMatch(each -> each.path("reason").asText().equals("MAIL_SERVER_SILENT")));

    revoke();

    await()
        .until(
            () ->
                deliveries().stream()
                    .anyMatch(each -> each.path("reason").asText().equals("REVOKED")));
    control("mail/open");
    awaitStates("CANCELLED", "SENT");
    assertThat(mails("fatma").getLast().text()).contains("Okul bu önlemi geri çekti");
  }

  @Test
  void aRevocationStopsWhatIsNotOut() {
    register(guardian("fatma", "tr"));
    control("mail/shut");
    impose("WARNING");
    await()
        .until(
            () ->
                deliveries().stream()
                    .anyMatch(each -> each.path("reason").asText().equals("MAIL_SERVER_AWAY")));

    revoke();

    assertThat(awaitStates("CANCELLED").getFirst().path("reason").asText()).isEqualTo("REVOKED");
    control("mail/open");
    confirm("DEVICE_BAN");
    await().until(() -> mails("fatma").size() == 1);
    assertThat(mail("fatma").subject()).isEqualTo("Okuldan önemli mesaj");
  }

  @Test
  void othersLearnOfItByKafkaAndReadNothingPersonal() {
    register(guardian("fatma", "tr"));

    impose("WARNING");

    awaitStates("SENT");
    await().until(() -> told("EMAIL").size() >= 2);
    assertThat(told("EMAIL"))
        .extracting(record -> new String(record.headers().lastHeader("ce_type").value()))
        .containsExactly(
            "nl.tenzij.notification.message-queued.v1", "nl.tenzij.notification.message-sent.v1");
    assertThat(topics.read("notification.events.v1", pupil))
        .extracting(record -> new String(record.value()))
        .allMatch(data -> data.contains(incident))
        .noneMatch(data -> data.contains("Fatma") || data.contains("example.org"));
  }

  private List<ConsumerRecord<String, byte[]>> told(String channel) {
    return topics.read("notification.events.v1", pupil).stream()
        .filter(record -> new String(record.value()).contains('"' + channel + '"'))
        .toList();
  }

  @Test
  void noNameAndNoAddressIsStored() {
    register(guardian("fatma", "tr"));

    impose("WARNING");

    awaitStates("SENT");
    for (String table : List.of("event", "message_view", "pupil", "told", "waiting", "handled")) {
      Long found =
          pool.query(
                  "select count(*) from %s t where t::text ~ 'example.org|Fatma|Ayd|Sam'"
                      .formatted(table))
              .execute()
              .await()
              .indefinitely()
              .iterator()
              .next()
              .getLong(0);
      assertThat(found).as(table).isZero();
    }
  }

  private String guardian(String name, String language) {
    return """
        {"guardian": "%s-%s", "language": "%s", "informed": true}"""
        .formatted(name, mark, language);
  }

  private void register(String... guardians) {
    topics.publish(
        "school.events.v1",
        UUID.randomUUID(),
        "nl.tenzij.school.pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "3", "guardians": [%s], "classes": []}"""
            .formatted(pupil, String.join(",", guardians)));
    awaitGuardians(guardians.length);
  }

  private void awaitGuardians(int number) {
    await()
        .until(
            () ->
                count(
                        "select count(*) from pupil where pupil = '%s' and jsonb_array_length(guardians) = %d"
                            .formatted(pupil, number))
                    == 1);
  }

  private void awaitHandled(UUID event) {
    await()
        .until(
            () ->
                count(
                        "select count(*) from handled where consumer = 'sanction-events' and message = '%s'"
                            .formatted(event))
                    == 1);
  }

  private long count(String sql) {
    return pool.query(sql).execute().await().indefinitely().iterator().next().getLong(0);
  }

  private void impose(String measure) {
    impose(UUID.randomUUID(), measure);
  }

  private void impose(UUID event, String measure) {
    sanction(event, IMPOSED, measure, "\"step\": 1");
  }

  private void confirm(String measure) {
    sanction(
        UUID.randomUUID(),
        CONFIRMED,
        measure,
        "\"from\": \"2026-11-24\", \"until\": \"2026-12-23\"");
  }

  private void sanction(UUID event, String type, String measure, String more) {
    topics.publish(
        SANCTIONS,
        event,
        type,
        pupil,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s", "measure": "%s", %s}"""
            .formatted(sanction, incident, pupil, measure, more));
  }

  private void revoke() {
    topics.publish(
        SANCTIONS,
        UUID.randomUUID(),
        REVOKED,
        pupil,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s"}"""
            .formatted(sanction, incident, pupil));
  }

  private List<Mail> mails(String guardian) {
    return TestStack.shared().mails(guardian + "-" + mark + "@example.org");
  }

  private Mail mail(String guardian) {
    await().until(() -> !mails(guardian).isEmpty());
    return mails(guardian).getFirst();
  }

  /** Of the mails; the portal has its own test. */
  private List<JsonNode> deliveries() {
    String body =
        as("hanna")
            .get("/api/v1/schools/college-een/deliveries?incident=" + incident)
            .then()
            .statusCode(200)
            .extract()
            .asString();
    try {
      List<JsonNode> all =
          JSON.convertValue(
              JSON.readTree(body).path("items"),
              JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class));
      return all.stream().filter(each -> each.path("channel").asText().equals("EMAIL")).toList();
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private List<JsonNode> awaitStates(String... states) {
    await()
        .untilAsserted(
            () ->
                assertThat(deliveries())
                    .extracting(each -> each.path("state").asText())
                    .containsExactlyInAnyOrder(states));
    return deliveries();
  }

  private static void control(String what) {
    String url = ConfigProvider.getConfig().getValue("SCHOOL_SERVICE_URL", String.class);
    given()
        .baseUri(url)
        .port(Integer.parseInt(url.replaceAll(".*:", "")))
        .get("/control/" + what)
        .then()
        .statusCode(200);
  }
}
