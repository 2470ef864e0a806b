package nl.tenzij.notification.thread;

import static io.restassured.RestAssured.given;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import nl.tenzij.components.Mail;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.Tokens;
import org.eclipse.microprofile.config.ConfigProvider;

/** A pupil with guardians at a school of their own, and what other services tell of them. */
final class Household implements AutoCloseable {

  static final String SCHOOLS = "school.events.v1";
  static final String SANCTIONS = "sanction.events.v1";
  static final String EXEMPTIONS = "exception.events.v1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOARD = "stichting-tenboom";

  final String mark = UUID.randomUUID().toString().substring(0, 8);
  final String school;
  final String pupil = "p-" + mark;
  final String incident = UUID.randomUUID().toString();
  final String sanction = UUID.randomUUID().toString();
  private final Topics topics = new Topics();
  private final Pool pool;

  Household(Pool pool) {
    this(pool, "school");
  }

  /**
   * @param kind what the school's id begins with
   */
  Household(Pool pool, String kind) {
    this.pool = pool;
    this.school = kind + '-' + mark;
  }

  String guardian(String name) {
    return name + '-' + mark;
  }

  /** Registers the pupil with guardians, each as {@code name language}. */
  Household with(String... guardians) {
    registered(pupil, Topics.nextPlace(), guardians);
    return this;
  }

  /** Registers a pupil of the school, as school-service told at a place in its history. */
  void registered(String who, long sequence, String... guardians) {
    List<String> all =
        List.of(guardians).stream()
            .map(each -> each.split(" "))
            .map(
                each ->
                    """
                    {"guardian": "%s", "language": "%s", "informed": true}"""
                        .formatted(guardian(each[0]), each[1]))
            .toList();
    UUID event = UUID.randomUUID();
    topics.publish(
        school,
        SCHOOLS,
        event,
        "nl.tenzij.school.pupil-registered.v1",
        who,
        """
        {"pupil": "%s", "yearGroup": "3", "guardians": [%s], "classes": []}"""
            .formatted(who, String.join(",", all)),
        sequence);
    handled("school-events", event);
  }

  /** The pupil came of age: of none of the guardians anything holds any more. */
  void comesOfAge(String... guardians) {
    List<String> all =
        List.of(guardians).stream()
            .map(
                name ->
                    """
                    {"guardian": "%s", "language": "tr", "informed": false, "custody": false, "contact": false}"""
                        .formatted(guardian(name)))
            .toList();
    UUID event =
        publish(
            SCHOOLS,
            "nl.tenzij.school.pupil-registered.v1",
            pupil,
            """
            {"pupil": "%s", "yearGroup": "6", "guardians": [%s], "classes": [], "ofAge": true}"""
                .formatted(pupil, String.join(",", all)));
    handled("school-events", event);
  }

  /** What was told to the pupil in person, as the head sees it. */
  List<JsonNode> inPerson() {
    return items(
        ApiSpec.with(token("st-head", "head"))
            .get("/api/v1/schools/%s/messages?guardian=%s".formatted(school, pupil))
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  /** A pupil, a guardian or a member of staff, as school-service told at another school. */
  void forgotten(String person) {
    UUID event = UUID.randomUUID();
    topics.publish(
        "elsewhere-" + mark,
        SCHOOLS,
        event,
        "nl.tenzij.school.person-forgotten.v1",
        person,
        """
        {"person": "%s"}"""
            .formatted(person));
    handled("forget-persons", event);
  }

  /** The school's week is the usual one; its clock is that of the zone. */
  void inZone(String zone) {
    UUID event =
        publish(
            SCHOOLS,
            "nl.tenzij.school.calendar-set.v1",
            school,
            """
            {"school": "%s", "timeZone": "%s", "schoolYears": [], "week": [], "holidays": []}"""
                .formatted(school, zone));
    handled("calendar-events", event);
  }

  /** One of those who listen to a topic took the event in. */
  void handled(String consumer, UUID event) {
    await()
        .until(
            () ->
                count(
                        "select count(*) from handled where consumer = '%s' and message = '%s'"
                            .formatted(consumer, event))
                    == 1);
  }

  /** The policy took in what became of each of the school's messages until now. */
  void tookInWhatWasCancelled(String policy) {
    await()
        .until(
            () ->
                count(
                        """
                        select count(*) from event e
                        where e.school = '%s' and e.type like 'message.cancelled.%%'
                          and e.position > coalesce((select c.position from checkpoint c
                            where c.subscription = '%s' and c.partition = e.partition), 0)
                        """
                            .formatted(school, policy))
                    == 0);
  }

  /** What is told from here on is told on this day. */
  void on(String day) {
    topics.at(OffsetDateTime.parse(day + "T10:00:00Z"));
  }

  /** What is told from here on is told at this moment. */
  void at(Instant moment) {
    topics.at(moment.atOffset(ZoneOffset.UTC));
  }

  /** What is told next is told anew: it has the place in the producer's history that it had. */
  void anew(long place) {
    topics.next(place);
  }

  /** Everybody whom it concerns was told of the news. */
  void awaitAnnounced(UUID event) {
    await().until(() -> isAnnounced(event.toString()));
  }

  boolean isAnnounced(String event) {
    return count("select count(*) from announcement where event = '%s' and done".formatted(event))
        == 1;
  }

  /** One transaction waits for another's end. */
  boolean someoneWaits() {
    return count(
            """
            select count(*) from pg_locks l join pg_database d on d.oid = l.database
            where d.datname = current_database() and l.locktype = 'advisory' and not l.granted""")
        > 0;
  }

  /** What happened, and what the school's ladder proposes. */
  void ladder() {
    publish(
        SANCTIONS,
        "nl.tenzij.sanction.incident-recorded.v1",
        pupil,
        """
        {"incident": "%s", "category": "THREAT", "breach": "MISUSE", "occurredAt": "2026-11-20T09:20:00Z",
         "place": "CLASSROOM", "device": "SMARTPHONE", "participants": [{"pupil": "%s", "role": "OFFENDER"}]}"""
            .formatted(incident, pupil));
    told(
        SANCTIONS,
        "nl.tenzij.sanction.proposed.v1",
        "\"measure\": \"DEVICE_BAN\", \"step\": 2, \"clause\": \"4.2\"");
  }

  UUID warned() {
    return imposed("WARNING");
  }

  UUID imposed(String measure) {
    return told(
        SANCTIONS,
        "nl.tenzij.sanction.imposed.v1",
        "\"measure\": \"%s\", \"step\": 1".formatted(measure));
  }

  UUID confirmed(String measure) {
    return told(
        SANCTIONS,
        "nl.tenzij.sanction.confirmed.v1",
        "\"measure\": \"%s\", \"from\": \"2026-11-24\", \"until\": \"2026-12-23\""
            .formatted(measure));
  }

  /**
   * @param guardiansHeard whether the school talked with them before
   */
  UUID confirmed(String measure, boolean guardiansHeard) {
    return told(
        SANCTIONS,
        "nl.tenzij.sanction.confirmed.v1",
        """
        "measure": "%s", "from": "2026-11-24", "until": "2026-12-23", "guardiansHeard": %s"""
            .formatted(measure, guardiansHeard));
  }

  UUID amended(String measure) {
    return told(
        SANCTIONS,
        "nl.tenzij.sanction.amended.v1",
        "\"measure\": \"%s\", \"from\": \"2026-11-24\", \"until\": \"2026-12-07\""
            .formatted(measure));
  }

  /** What takes no days is told without them. */
  UUID amendedWithoutDays(String measure) {
    return told(
        SANCTIONS, "nl.tenzij.sanction.amended.v1", "\"measure\": \"%s\"".formatted(measure));
  }

  /** The head ends what was confirmed, after its first week. */
  UUID endedEarly(String measure) {
    return told(
        SANCTIONS,
        "nl.tenzij.sanction.amended.v1",
        """
        "measure": "%s", "from": "2026-11-24", "until": "2026-11-30", "endedAt": "2026-11-30T10:00:00Z\""""
            .formatted(measure));
  }

  /** What happened to the pupil's exemption, such as {@code granted}. */
  UUID exemption(String what, String more) {
    return support("exemption-" + what, more);
  }

  /** Of the same exemption, while it is asked for. */
  UUID request(String what, String more) {
    return support("request-" + what, more);
  }

  private UUID support(String type, String more) {
    return publish(
        EXEMPTIONS,
        "nl.tenzij.exception." + type + ".v1",
        pupil,
        """
        {"exemption": "%s", "pupil": "%s"%s}"""
            .formatted(sanction, pupil, more));
  }

  UUID policyInForce(long sequence) {
    return policyInForce(1, "P42D", sequence);
  }

  UUID policyInForce(int version, String objectionTerm, long sequence) {
    UUID event = UUID.randomUUID();
    topics.publish(
        school,
        SCHOOLS,
        event,
        "nl.tenzij.school.policy-in-force.v1",
        school,
        """
        {"policy": "%s", "version": %d, "topic": "PHONES", "from": "2026-08-01T07:30:00Z", "objectionTerm": "%s"}"""
            .formatted(sanction, version, objectionTerm),
        sequence);
    return event;
  }

  /** Something about the policy, or its evaluation, of which the sanction's id is the name here. */
  UUID announced(String what, String more) {
    String matter = what.split("-")[0];
    return publish(
        SCHOOLS,
        "nl.tenzij.school." + what + ".v1",
        school,
        """
        {"%s": "%s"%s}"""
            .formatted(matter, sanction, more));
  }

  /** A later entry says what happened, and who took part. */
  UUID corrected(String category, String occurredAt, String... offenders) {
    List<String> all =
        List.of(offenders).stream()
            .map(each -> "{\"pupil\": \"%s\", \"role\": \"OFFENDER\"}".formatted(each))
            .toList();
    return publish(
        SANCTIONS,
        "nl.tenzij.sanction.incident-corrected.v1",
        pupil,
        """
        {"incident": "%s", "category": "%s", "breach": "MISUSE", "occurredAt": "%s",
         "place": "CLASSROOM", "device": "SMARTPHONE", "participants": [%s]}"""
            .formatted(incident, category, occurredAt, String.join(",", all)));
  }

  UUID revoked() {
    return ended("revoked");
  }

  /** The incident was corrected: the pupil did not do it. */
  UUID discounted() {
    return ended("breach-discounted");
  }

  /**
   * It was corrected back: the pupil did it after all.
   *
   * @param awaitsConfirmation whether what was imposed is still to be confirmed
   */
  UUID countedAgain(boolean awaitsConfirmation) {
    return told(
        SANCTIONS,
        "nl.tenzij.sanction.breach-counted-again.v1",
        "\"measure\": \"DEVICE_BAN\", \"step\": 2, \"awaitsConfirmation\": " + awaitsConfirmation);
  }

  /** What the measure was added to was revoked as a mistake. */
  UUID leftAlone() {
    return ended("basis-revoked");
  }

  private UUID ended(String how) {
    return publish(
        SANCTIONS,
        "nl.tenzij.sanction." + how + ".v1",
        pupil,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s"}"""
            .formatted(sanction, incident, pupil));
  }

  /** Something about the sanction. */
  private UUID told(String topic, String type, String more) {
    return publish(
        topic,
        type,
        pupil,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s", %s}"""
            .formatted(sanction, incident, pupil, more));
  }

  UUID publish(String topic, String type, String key, String json) {
    UUID event = UUID.randomUUID();
    topics.publish(school, topic, event, type, key, json);
    return event;
  }

  List<Mail> mails(String name) {
    return TestStack.shared().mails(guardian(name) + "@example.org");
  }

  Mail mail(String name) {
    await().until(() -> !mails(name).isEmpty());
    return mails(name).getFirst();
  }

  /** What a guardian finds in the portal, newest first. */
  List<JsonNode> feed(String name) {
    return items(
        ApiSpec.with(token(guardian(name), "guardian"))
            .get("/api/v1/schools/%s/feed".formatted(school))
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  /** What was told to a guardian through a channel, as the head sees it. */
  List<JsonNode> messages(String name, String channel) {
    String body =
        ApiSpec.with(token("st-head", "head"))
            .get("/api/v1/schools/%s/messages?guardian=%s".formatted(school, guardian(name)))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return items(body).stream()
        .filter(each -> each.path("channel").asText().equals(channel))
        .toList();
  }

  List<JsonNode> awaitStates(String name, String channel, String... states) {
    await()
        .untilAsserted(
            () ->
                assertThat(messages(name, channel))
                    .extracting(each -> each.path("state").asText())
                    .containsExactlyInAnyOrder(states));
    return messages(name, channel);
  }

  /** So many mails to a guardian wait for others to go with them. */
  void awaitGathering(String name, int mails) {
    await()
        .until(
            () ->
                messages(name, "EMAIL").stream()
                        .filter(each -> each.path("reason").asText().equals("BURST"))
                        .count()
                    == mails);
  }

  /** Somebody with a role at this school. */
  String token(String person, String role) {
    return Tokens.user(BOARD, role)
        .with("person", person)
        .with("schools", List.of(role + '@' + school))
        .token();
  }

  static List<JsonNode> items(String body) {
    try {
      return JSON.convertValue(
          JSON.readTree(body).path("items"),
          JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  long count(String sql) {
    return pool.query(sql).execute().await().indefinitely().iterator().next().getLong(0);
  }

  /** Shuts and opens the mail server, sends school-service away and brings it back. */
  static void control(String what) {
    String url = ConfigProvider.getConfig().getValue("SCHOOL_SERVICE_URL", String.class);
    given()
        .baseUri(url)
        .port(Integer.parseInt(url.replaceAll(".*:", "")))
        .get("/control/" + what)
        .then()
        .statusCode(200);
  }

  @Override
  public void close() {
    control("mail/open");
    control("school/back");
    control("sanctions/back");
    topics.close();
  }
}
