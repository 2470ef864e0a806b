package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.components.Mail;
import nl.tenzij.local.Events;
import nl.tenzij.local.Service;
import nl.tenzij.local.clients.DayByJava;
import nl.tenzij.local.clients.DayByTypeScript;
import nl.tenzij.local.clients.Driven;
import nl.tenzij.local.contract.AsyncApi;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The day through the whole house, from outside, with everything real; services, the broker and the
 * database are killed while it is played, and it ends as ever.
 */
class SchoolDayTest {

  /** While the day is played: {@code -Dtenzij.day.kills=N}. */
  private static final int KILLS = Integer.getInteger("tenzij.day.kills", 3);

  private static final List<String> SERVICES = Service.ALL.stream().map(Service::name).toList();

  private static final String ANOTHER_BOARD = "stichting-ver";

  /** Attributes of a span in which a path, an address or a browser would stand. */
  private static final List<String> BLANK =
      List.of(
          "url.path",
          "url.query",
          "url.full",
          "client.address",
          "network.peer.address",
          "user_agent.original");

  /** Meant to be one second; on a machine on which other tests run, too. */
  private static final Duration SHOWN = Duration.ofSeconds(5);

  /**
   * What a JVM says before any logging is there; and a failure as Vert.x' client of PostgreSQL
   * prints it where a connection breaks of which nobody waits for an answer.
   */
  private static final Pattern PAST_ALL_LOGGING =
      Pattern.compile(
          "^(OpenJDK |Picked up |\\s+at |\\s+\\.\\.\\. |Caused by: |(io\\.vertx|io\\.netty|java)\\.[\\w.$]+Exception\\b)");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the API lets read of which the day leaves nothing. */
  private static final List<String> NOT_IN_THE_DAY =
      List.of(
          "/schools/{school}/policies/{policy}/evaluations/{evaluation}",
          "/schools/{school}/policies/{policy}/evaluations/{evaluation}/survey");

  /** Subjects of mails in Dutch. */
  private static final String LINE = "Bericht van school";

  private static final String IMPORTANT = "Belangrijk bericht van school";

  private static final long SEED = Long.getLong("tenzij.day.seed", System.nanoTime());
  private static PlayedDay day;
  private static WholeSystem system;
  private static SchoolDay.Played played;
  private static EndState end;
  private static Set<String> unasked;

  /** As they came, and each but once. */
  private static List<Mail> came;

  private static List<Mail> mails;

  @BeforeAll
  static void play() throws Exception {
    day = new PlayedDay(Path.of("target/school-day"), KILLS, SEED);
    system = day.system();
    try {
      day.play();
      unasked = day.rounds();
    } finally {
      System.out.printf(
          "killed, by -Dtenzij.day.seed=%d of %d: %s%n", SEED, KILLS, day.killer().done());
    }
    played = day.played();
    end = day.end();
    came = day.mails();
    mails = EndState.once(came);
  }

  @AfterAll
  static void end() {
    if (day != null) {
      day.close();
    }
  }

  @Test
  void it_ends_as_ever() {
    assertThat(end).hasToString(PlayedDay.asEver());
    assertThat(day.killer().killed()).hasSize(KILLS);
  }

  @Test
  void a_mail_goes_out_again_only_where_its_sender_or_its_database_died() {
    assertThat(day.killer().deaths().unexplained(came)).isEmpty();
  }

  @Test
  void the_class_is_answered_right_for_every_pupil() {
    Map<String, String> grounds = new TreeMap<>();
    played
        .classVerdicts()
        .forEach(each -> grounds.put(each.path("pupil").asText(), each.path("ground").asText()));

    assertThat(grounds)
        .isEqualTo(
            Map.of(
                "p-bo", "RULE",
                "p-daan", "EXEMPTION",
                "p-lina", "EXEMPTION",
                "p-noa", "RULE",
                "p-sam", "RULE",
                "p-zoe", "RULE"));
    assertThat(played.classVerdicts())
        .allSatisfy(
            each -> {
              assertThat(each.at("/policy/id").asText()).isEqualTo(played.policy());
              assertThat(each.at("/contact/staff").asText()).startsWith("st-");
              assertThat(each.toString()).doesNotContain(Planted.MEDICAL);
            });
  }

  @Test
  void educational_use_covers_the_class_until_the_lesson_ends_and_no_longer() {
    assertThat(played.educationalUse().getFirst())
        .hasSize(6)
        .allSatisfy(each -> assertThat(each.path("ground").asText()).isEqualTo("EDUCATIONAL_USE"));
    assertThat(played.educationalUse().getLast())
        .filteredOn(each -> each.path("pupil").asText().equals("p-bo"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("ground").asText()).isEqualTo("RULE"));
  }

  @Test
  void covered_use_is_no_violation_and_leads_to_a_concern_if_anything() {
    assertThat(played.coveredUse().path("code").asText()).isEqualTo("use-was-allowed");
    assertThat(played.coveredUse().path("concern").asText())
        .isEqualTo("/api/v1/schools/college-een/concerns");
    assertThat(end.facts().get("concerns")).containsExactly("p-daan REPORTED");
    assertThat(end.facts().get("incidents")).noneMatch(line -> line.contains("p-daan"));
  }

  @Test
  void what_followed_stands_where_the_policy_and_people_put_it() {
    assertThat(end.facts().get("exemptions"))
        .filteredOn(line -> Cast.PLANNERS.stream().noneMatch(line::startsWith))
        .containsExactly("p-daan ACTIVE", "p-lina ACTIVE");
    assertThat(end.facts().get("sanctions"))
        .filteredOn(line -> Cast.WARNED.stream().noneMatch(line::startsWith))
        .containsExactly(
            "p-noa INTERNAL_SUSPENSION P1D RUNNING 1 8",
            "p-sam DEVICE_BAN P1M RUNNING 2 6",
            "p-sam WARNING SERVED 1 5");
    assertThat(end.facts().get("custody"))
        .containsExactly(
            "p-bo SMARTPHONE RETURNED PUPIL",
            "p-noa SMARTPHONE RETURNED GUARDIAN",
            "p-zoe SMARTPHONE RETURNED PUPIL");
  }

  @Test
  void every_guardian_was_told_once_of_each_thing_in_their_own_language() {
    assertThat(end.facts().get("mails"))
        .containsExactlyInAnyOrder(
            "ali@example.org رسالة مهمة من المدرسة",
            "ali@example.org رسالة من المدرسة",
            "ali@example.org رسالة من المدرسة",
            "ali@example.org رسالة من المدرسة",
            "ann@example.org Bericht van school",
            "els@example.org Belangrijk bericht van school",
            "els@example.org Bericht van school",
            "els@example.org Bericht van school",
            "ewa@example.org Wiadomość ze szkoły",
            "fatma@example.org Okuldan mesaj",
            "fatma@example.org Okuldan mesaj",
            "fatma@example.org Okuldan mesaj",
            "fatma@example.org Okuldan önemli mesaj",
            "marek@example.org Ważna wiadomość ze szkoły",
            "marek@example.org Wiadomość ze szkoły",
            "marek@example.org Wiadomość ze szkoły",
            "piet@example.org Belangrijk bericht van school",
            "piet@example.org Bericht van school",
            "piet@example.org Bericht van school",
            "piet@example.org Bericht van school");
    assertThat(end.facts().get("messages"))
        .contains(
            "g-ann EMAIL policy-published nl SENT",
            "g-fatma EMAIL device-ban-imposed tr SENT",
            "g-fatma EMAIL device-ban-confirmed tr SENT",
            "g-fatma PORTAL device-ban-confirmed tr READ")
        .noneMatch(line -> line.endsWith("HELD") || line.endsWith("QUEUED"));
    assertThat(to("fatma")).allMatch(mail -> mail.text().contains("Merhaba"));
    assertThat(to("ali")).allMatch(mail -> mail.html().contains("rtl"));
    assertThat(mails).allSatisfy(mail -> assertThat(mail.html()).isNotBlank());
  }

  /** Of what families agree with the school about support it learns nothing. */
  @Test
  void the_pipeline_was_told_once_of_each_message_but_those_on_exemptions() {
    assertThat(end.facts().get("told to the pipeline"))
        .containsExactlyInAnyOrderElementsOf(
            end.facts().get("messages").stream()
                .filter(line -> !line.contains("exemption"))
                .map(line -> line.replaceFirst(" [a-z]{2} (SENT|READ)$", " SENT"))
                .toList());
  }

  @Test
  void no_guardian_learns_from_a_mail_who_the_other_is() {
    assertThat(to("fatma"))
        .hasSize(4)
        .allSatisfy(
            mail -> assertThat(whole(mail)).contains("fatma@").doesNotContain("piet@", "Piet"));
    assertThat(to("piet"))
        .hasSize(4)
        .allSatisfy(
            mail -> assertThat(whole(mail)).contains("piet@").doesNotContain("fatma@", "Fatma"));
  }

  /** Headers and all parts, as sent and as read. */
  private static String whole(Mail mail) {
    return String.join("\n", mail.source(), mail.subject(), mail.text(), mail.html());
  }

  private static List<Mail> to(String guardian) {
    return mails.stream().filter(mail -> mail.to().equals(guardian + "@example.org")).toList();
  }

  @Test
  void mails_say_nothing_of_health_and_subject_lines_nothing_at_all() {
    assertThat(mails)
        .allSatisfy(
            mail -> {
              assertThat(whole(mail)).doesNotContainIgnoringCase(Planted.MEDICAL.getFirst());
              assertThat(whole(mail)).doesNotContain(Planted.MEDICAL).doesNotContain(Planted.TOLD);
              assertThat(mail.subject().toLowerCase(Locale.ROOT))
                  .doesNotContain("sam", "telefo", "verbod", "yasak", "waarschuwing", "uyarı");
            });
    assertThat(to("fatma")).allMatch(mail -> whole(mail).contains("Sam"));
  }

  @Test
  void the_heads_letter_is_a_whole_pdf() {
    String letter = new String(played.letter(), StandardCharsets.ISO_8859_1);
    assertThat(letter).startsWith("%PDF-").contains("%%EOF");
  }

  /** Where there is anything, what it is called and how it looks: from the documents alone. */
  @Test
  void every_event_can_be_read_by_someone_who_knows_the_contract_only() {
    Map<String, Map<String, AsyncApi.Message>> channels = new TreeMap<>();
    for (String service : SERVICES) {
      Path contract = system.root().resolve(service).resolve("contract/asyncapi.yaml");
      if (Files.exists(contract)) {
        channels.putAll(AsyncApi.of(contract).channels());
      }
    }
    Set<String> seen = new TreeSet<>();
    channels.forEach(
        (address, messages) -> {
          for (ConsumerRecord<String, byte[]> record : read(address)) {
            Map<String, String> headers = Events.headers(record);
            String type = headers.get("ce_type");
            assertThat(messages.keySet())
                .as("what the contract of %s names", address)
                .contains(type);
            assertThat(messages.get(type).flaws(record.key(), headers, record.value()))
                .as("%s of %s: %s", type, headers, text(record.value()))
                .isEmpty();
            assertThat(headers.get("ce_source")).startsWith("urn:nld:oin:");
            assertThat(headers.get("ce_board")).isIn("stichting-tenboom", ANOTHER_BOARD);
            seen.add(type);
          }
        });
    assertThat(channels.keySet()).as("all that is published on").isEqualTo(topics());
    assertThat(seen)
        .contains(
            "nl.tenzij.school.school-registered.v1",
            "nl.tenzij.school.pupil-registered.v1",
            "nl.tenzij.school.class-registered.v1",
            "nl.tenzij.school.policy-in-force.v1",
            "nl.tenzij.exception.exemption-requested.v1",
            "nl.tenzij.exception.exemption-granted.v1",
            "nl.tenzij.sanction.educational-use-opened.v1",
            "nl.tenzij.sanction.device-overdue.v1",
            "nl.tenzij.sanction.incident-recorded.v1",
            "nl.tenzij.sanction.proposed.v1",
            "nl.tenzij.sanction.imposed.v1",
            "nl.tenzij.sanction.confirmed.v1",
            "nl.tenzij.notification.message-queued.v1",
            "nl.tenzij.notification.message-sent.v1");
  }

  /** From the teacher's request to what the ladder proposed on it. */
  @Test
  void a_proposal_is_told_in_the_trace_in_which_its_incident_was_recorded() throws IOException {
    Map<String, String> recorded = tracesByIncident("nl.tenzij.sanction.incident-recorded.v1");
    Map<String, String> proposed = tracesByIncident("nl.tenzij.sanction.proposed.v1");
    assertThat(proposed).isNotEmpty();
    assertThat(recorded).containsAllEntriesOf(proposed);
    assertThat(new HashSet<>(recorded.values())).hasSameSizeAs(recorded.keySet());
  }

  private static Map<String, String> tracesByIncident(String type) throws IOException {
    Map<String, String> traces = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : read("sanction.events.v1")) {
      Map<String, String> headers = Events.headers(record);
      if (headers.get("ce_type").equals(type)) {
        traces.put(
            JSON.readTree(record.value()).path("incident").asText(),
            headers.get("ce_traceparent").split("-")[1]);
      }
    }
    return traces;
  }

  @Test
  void nothing_personal_stands_in_topics() {
    for (String topic : WholeSystem.TOPICS) {
      StringBuilder whole = new StringBuilder();
      for (ConsumerRecord<String, byte[]> record : read(topic)) {
        whole.append(record.key()).append('\n').append(text(record.value())).append('\n');
        record.headers().forEach(h -> whole.append(text(h.value())).append('\n'));
      }
      assertThat(Scan.PERSONAL.of(topic, whole.toString())).isEmpty();
      assertThat(Scan.of(Cast.COLLEGE_EEN.school()).of(topic, whole.toString())).isNotEmpty();
    }
  }

  @Test
  void nothing_personal_stands_in_logs() {
    system
        .logs()
        .forEach(
            (process, log) -> {
              assertThat(Scan.PERSONAL.of("log of " + process, log)).isEmpty();
              assertThat(Scan.PSEUDONYMS.of("log of " + process, log)).isEmpty();
              assertThat(Scan.of("start").of(process, log)).isNotEmpty();
            });
  }

  /** As in production. What a library writes past the handlers would be collected by nobody. */
  @Test
  void services_log_in_json() {
    Map<String, String> logs = system.logs();
    for (String service : SERVICES) {
      assertThat(logs.get(service).lines().filter(line -> !PAST_ALL_LOGGING.matcher(line).find()))
          .as("log of %s", service)
          .isNotEmpty()
          .allSatisfy(
              line -> {
                JsonNode entry = JSON.readTree(line);
                assertThat(entry.path("level").asText()).isNotEmpty();
                assertThat(entry.path("timestamp").asText()).isNotEmpty();
                assertThat(entry.has("message")).isTrue();
              });
    }
  }

  @Test
  void nothing_personal_stands_in_metrics() {
    Map<String, String> metrics = day.metrics();
    assertThat(metrics.keySet()).containsExactlyInAnyOrderElementsOf(SERVICES);
    metrics.forEach(
        (service, lines) -> {
          assertThat(Scan.PERSONAL.of("metrics of " + service, lines)).isEmpty();
          assertThat(Scan.PSEUDONYMS.of("metrics of " + service, lines)).isEmpty();
          assertThat(Scan.of("jvm_memory_used_bytes").of(service, lines)).isNotEmpty();
        });
  }

  @Test
  void nothing_personal_stands_in_traces() {
    Collector traces = system.traces();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(traces.spans().keySet()).containsAll(SERVICES));
    traces
        .texts()
        .forEach(
            (service, texts) -> {
              assertThat(Scan.PERSONAL.of("traces of " + service, texts)).isEmpty();
              assertThat(Scan.PSEUDONYMS.of("traces of " + service, texts)).isEmpty();
              assertThat(Scan.of(WholeSystem.CONTROL).of(service, texts)).isNotEmpty();
            });
    traces
        .spans()
        .forEach(
            (service, spans) -> {
              assertThat(attributes(spans, "http.route").filter(route -> route.startsWith("/api/")))
                  .as("routes in spans of %s", service)
                  .isNotEmpty();
              BLANK.forEach(
                  name ->
                      assertThat(attributes(spans, name).filter(text -> !text.isEmpty()))
                          .as("%s in spans of %s", name, service)
                          .isEmpty());
            });
  }

  private static Stream<String> attributes(List<Span> spans, String name) {
    return spans.stream().map(span -> Collector.attribute(span.getAttributesList(), name));
  }

  @Test
  void nothing_personal_stands_in_the_texts_of_problems() {
    assertThat(Scan.PERSONAL.of("problems", day.problems())).isEmpty();
    assertThat(Scan.PSEUDONYMS.of("problems", day.problems())).isEmpty();
    assertThat(Scan.of("use-was-allowed").of("problems", day.problems())).hasSize(1);
  }

  /** Each place at which one is found, with which, and no other: it stands there by domain.md. */
  @Test
  void what_was_planted_is_read_by_those_alone_whom_it_concerns() throws IOException {
    String found =
        Stream.concat(
                day.answers().with(Scan.HEALTH).stream().map(place -> "of health: " + place),
                day.answers().with(Scan.TOLD).stream().map(place -> "of each other: " + place))
            .collect(Collectors.joining("\n"));

    Files.writeString(Path.of("target/school-day/read.txt"), found);
    assertThat(found).isEqualTo(PlayedDay.file("/school-day-read.txt"));
    assertThat(unasked).containsExactlyInAnyOrderElementsOf(NOT_IN_THE_DAY);
  }

  @Test
  void families_read_nothing_of_each_other() {
    Map<String, List<String>> others =
        Map.of(
            "fatma", List.of("p-noa", "p-zoe", "p-daan", "p-lina", "p-bo", "g-piet", "g-ali"),
            "sam", List.of("p-noa", "p-zoe", "p-daan", "p-lina", "p-bo", "g-ali", "g-ann"),
            "els", List.of("p-sam", "p-noa", "p-zoe", "p-lina", "p-bo", "g-fatma", "g-marek"));
    others.forEach(
        (who, ids) -> {
          assertThat(day.answers().of(who)).as("answers to %s", who).hasSizeGreaterThan(20);
          assertThat(day.answers().of(who))
              .allSatisfy(
                  given ->
                      assertThat(Scan.people(ids).of(given.toString(), given.text())).isEmpty());
        });
  }

  /** But for what a policy says of reasons that there can be. */
  @Test
  void neither_the_board_nor_a_pipeline_reads_anything_personal() {
    Scan anybody =
        Scan.people(Stream.of(Cast.PUPILS, Cast.GUARDIANS).flatMap(List::stream).toList());
    assertThat(day.answers().of("bea"))
        .extracting(Answers.Given::question)
        .contains("GET /statistics", "GET /self-checks", "GET /policies");
    assertThat(day.answers().of("pipeline"))
        .extracting(Answers.Given::question)
        .contains("GET /messages", "GET /deliveries", "GET /webhooks/{}/deliveries");
    assertThat(day.answers().of("bea", "pipeline"))
        .filteredOn(given -> !given.isPolicy())
        .allSatisfy(
            given ->
                assertThat(Scan.PERSONAL.of(given.who() + given.question(), given.text()))
                    .isEmpty());
    assertThat(day.answers().of("bea"))
        .allSatisfy(given -> assertThat(anybody.of(given.question(), given.text())).isEmpty());
    assertThat(day.toldToPipeline())
        .isNotEmpty()
        .allSatisfy(
            body -> {
              assertThat(Scan.PERSONAL.of("webhook", body)).isEmpty();
              assertThat(Scan.of("message").of("webhook", body)).isNotEmpty();
            });
  }

  /** Else a word that is in one would not be found either. */
  @Test
  void letters_are_read_as_their_readers_see_them() {
    List<Answers.Given> letters =
        day.answers()
            .of("hanna", "fatma", "sam")
            .filter(given -> given.question().matches("GET /(messages|pupils)/.*/letters?(/\\{})?"))
            .filter(given -> given.text().contains("%PDF-"))
            .toList();
    assertThat(letters)
        .extracting(given -> given.who() + " " + given.question())
        .contains(
            "hanna GET /messages/{}/letter",
            "fatma GET /messages/{}/letter",
            "sam GET /pupils/{}/letters/{}");
    assertThat(letters).allSatisfy(letter -> assertThat(letter.text()).containsPattern("bezwaar"));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /**
   * The commands are acknowledged when the processes die: the one before it passed on what
   * happened, the other before it sent a mail. One that had to be tried again may come behind a
   * later one. The other did nothing at all any more when the second pupil was warned: there is no
   * excuse for a second mail of that.
   */
  @Test
  void a_service_killed_between_a_command_and_its_mails_sends_each_of_them_once() {
    Stage stage = new Stage(system.surroundings(), Cast.COLLEGE_EEN, line -> {});
    Breaches breaches = new Breaches(stage);
    LocalDate today = LocalDate.ofInstant(stage.now(), DemoCalendar.ZONE);

    breaches.warn("p-bo");
    system.killAndRestart("sanction-service");
    system.freeze("notification-service");
    breaches.warn("p-zoe");
    assertThat(arrived("ann@example.org")).as("of the policy").containsExactly(LINE);
    system.killAndRestart("notification-service");
    JsonNode bo = breaches.ban("p-bo");
    JsonNode zoe = breaches.ban("p-zoe");
    stage.told(Cast.RIA, "device-ban-imposed");
    stage.told(Cast.ANN, "device-ban-imposed");
    breaches.confirm(bo, today, today.plusDays(6));
    breaches.confirm(zoe, today, today.plusDays(6));

    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> arrived("ria@example.org").size() >= 3 && arrived("ann@example.org").size() >= 4);
    assertThat(arrived("ria@example.org")).containsExactlyInAnyOrder(LINE, LINE, IMPORTANT);
    assertThat(system.mails())
        .filteredOn(mail -> mail.to().equals("ann@example.org"))
        .extracting(Mail::subject)
        .containsExactlyInAnyOrder(LINE, LINE, LINE, IMPORTANT);
  }

  /** More than ever come at once: most are refused, and what is not refused is there. */
  @Test
  void what_is_acknowledged_while_ten_thousand_come_is_there() throws Exception {
    Surroundings around = system.surroundings();
    String schools = "/api/v1/boards/" + ANOTHER_BOARD + "/schools";
    String bob = around.access().user("bob");
    Flood flood = new Flood(around.gateway().resolve(schools), bob);

    Map<Integer, Long> statuses = flood.send(10_000);

    assertThat(statuses).containsOnlyKeys(200, 429);
    assertThat(statuses.get(200)).isGreaterThanOrEqualTo(1_200);
    assertThat(flood.acknowledged()).hasSizeGreaterThan(50);
    Api api = new Api(around.gateway());
    Set<String> found =
        Stage.await(
            "all that was acknowledged",
            () -> all(api, bob, schools),
            seen -> seen.containsAll(flood.acknowledged()));
    assertThat(found).as("and nothing that was refused").isEqualTo(flood.acknowledged());
  }

  private static Set<String> all(Api api, String token, String schools) {
    Set<String> all = new TreeSet<>();
    String from = "?limit=200";
    while (!from.isEmpty()) {
      JsonNode page = api.get(token, schools + from).expect(200).body();
      page.path("items").forEach(item -> all.add(item.path("school").asText()));
      from = page.hasNonNull("next") ? "?limit=200&cursor=" + page.path("next").asText() : "";
    }
    return all;
  }

  private static List<String> arrived(String address) {
    return EndState.once(system.mails()).stream()
        .filter(mail -> mail.to().equals(address))
        .map(Mail::subject)
        .toList();
  }

  /**
   * Nobody wrote these: they come out of the document that the gateway shows. What the first one
   * waits for has found its way again after all that was killed: the second is not to wait.
   */
  @Test
  void generated_clients_drive_the_day() throws Exception {
    Surroundings around = system.surroundings();
    Stage stage = new Stage(around, Cast.COLLEGE_EEN, line -> {});
    LocalDate today = LocalDate.ofInstant(stage.now(), DemoCalendar.ZONE);
    stage.on(today, "once more");
    stage.at("10:35", "in the middle of a lesson");
    byte[] roster = DemoRoster.zip(Cast.COLLEGE_EEN, DemoCalendar.of(today).year(), true);
    byte[] statement = Planted.DAANS_STATEMENT;
    String board = Cast.COLLEGE_EEN.board();
    String school = Cast.COLLEGE_EEN.school();

    Driven typed = new DayByTypeScript(around, board, school).play(roster, statement, today);
    Driven driven = new DayByJava(around, board, school).play(roster, statement, today);

    assertThat(List.of(typed, driven))
        .allSatisfy(
            seen -> {
              assertThat(seen.roster()).isEqualTo("APPLIED");
              assertThat(seen.policy()).isEqualTo(played.policy());
              assertThat(seen.grounds()).hasSize(6).containsEntry("p-daan", "EDUCATIONAL_USE");
              assertThat(seen.custody()).containsExactly("HELD", "RETURNED");
              assertThat(seen.breach())
                  .isEqualTo(new Driven.Breach("MISUSE", "INTERNAL_SUSPENSION", 2, "CONFIRMED"));
              assertThat(seen.exemption().missing()).isPositive();
              assertThat(seen.exemption().read()).isEqualTo(statement.length);
              assertThat(seen.exemption().status()).isEqualTo("ACTIVE");
              assertThat(seen.exemption().contact()).isEqualTo("st-cora");
              assertThat(seen.told().language()).isEqualTo("tr");
              assertThat(seen.told().receipt()).isEqualTo("READ");
              assertThat(seen.told().letter()).isEqualTo("%PDF-");
              assertThat(seen.messages()).isGreaterThanOrEqualTo(messages());
              assertThat(seen.webhook()).isEqualTo("ACTIVE");
              assertThat(seen.refused()).isEqualTo(404);
            });
    assertThat(typed.grounds()).containsEntry("p-sam", "BAN");
    assertThat(driven.grounds()).as("once he was granted that").containsEntry("p-sam", "EXEMPTION");
    assertThat(typed.told().deliveries()).as("two guardians, two channels").isEqualTo(4);
    assertThat(driven.told().deliveries()).as("one guardian, two channels").isEqualTo(2);
    assertThat(Duration.ofMillis(driven.exemption().shown()))
        .as("until the verdict shows what was granted")
        .isLessThan(SHOWN);
  }

  @Test
  void the_story_is_told_with_what_really_happened() {
    assertThat(day.scenes()).hasSize(PlayedDay.SCENES).doesNotHaveDuplicates();
    assertThat(day.lengths().known()).containsExactlyInAnyOrderElementsOf(day.scenes());
    assertThat(String.join("\n", day.story()))
        .contains("step 1, WARNING", "step 2, DEVICE_BAN", "step 1, INTERNAL_SUSPENSION")
        .contains("Sam: no, BAN", "409 use-was-allowed", "HELD, QUIET_HOURS")
        .contains("Hanna is reminded: CONFIRMATION_DUE", "Sam has a letter of his own")
        .contains(": 404, ", ": 403, ", ": 401, ")
        .contains(
            "college-een is within the national guideline",
            "de-linde is within the national guideline",
            "-08-01: REQUESTS 6, INCIDENTS 8, SANCTIONS 8, MESSAGES %d\n".formatted(messages()),
            "below 5, so not told: REVIEWS, SUSPENSIONS of exemptions, ENDINGS")
        .doesNotContain(Planted.MEDICAL);
  }

  /** Each school of the board is at home in its own way; the figures are of both. */
  private static long messages() {
    return Stream.of("messages", "the primary school")
        .flatMap(part -> end.facts().get(part).stream())
        .filter(line -> line.startsWith("g-"))
        .count();
  }

  @Test
  void each_school_of_the_board_comes_within_the_guideline_by_its_own_council() {
    assertThat(day.story())
        .filteredOn(line -> line.contains("self-check "))
        .extracting(line -> line.strip().replaceFirst("^self-check (.*?) (fits.*|yet.*)$", "$1"))
        .containsExactly(
            "before: The school is not within the national guideline",
            "after: The school has a policy on smartphones that",
            "before: The school is not within the national guideline",
            "after: The school has a policy on smartphones that");
    assertThat(day.story())
        .filteredOn(line -> line.contains("self-check before"))
        .allMatch(line -> line.contains("yet. Make a policy, together with parents"));
    assertThat(day.story())
        .filteredOn(line -> line.contains("in force: template") || line.contains("written into"))
        .extracting(String::strip)
        .containsExactly(
            "in force: template s2-device-ban, consent of PARENTS, PUPILS, STAFF",
            "it is written into PUPILS_STATUTE, SCHOOL_PLAN, SCHOOL_RULES, STAFF_RULES",
            "in force: template home-or-locker, consent of PARENTS, STAFF",
            "it is written into SCHOOL_PLAN, SCHOOL_RULES, STAFF_RULES");
    assertThat(end.facts().get("the primary school")).startsWith("PHONES IN_FORCE").hasSize(4);
  }

  /** Those of the broker that are not its own. */
  private static Set<String> topics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
      return new TreeSet<>(admin.listTopics().names().get());
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException("the broker does not tell its topics", failed);
    }
  }

  private static List<ConsumerRecord<String, byte[]>> read(String topic) {
    return Events.read(kafka(), topic);
  }

  private static String kafka() {
    return system.surroundings().kafkaBootstrapServers();
  }
}
