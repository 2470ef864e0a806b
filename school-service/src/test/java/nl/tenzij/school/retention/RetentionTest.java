package nl.tenzij.school.retention;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.PushedSchool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RetentionTest {

  @Inject DataSource database;
  @Inject Retention retention;
  @Inject Erasures erasures;

  private final PushedSchool at = new PushedSchool();
  private final String head = at.as("head", "hanna");

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(at.board));
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private long one(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(at.board))) {
      row.next();
      return row.getLong(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void clean() throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> retention.clean());
  }

  private List<Map<String, Object>> erasures(String token) {
    Response answer = at.get(token, "/erasures");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getList("items");
  }

  /** Whoever is here in another role, or left since, is known as before. */
  @Test
  void whoLeftIsForgottenOnceTheTermIsOver() throws Throwable {
    at.guardian("fatma", "Fatma", "Demir").pupil("sam", "Sam", "Demir", Map.of(), "fatma");
    at.pupil("noa", "Noa", "Visser", Map.of()).pupil("ivo", "Ivo", "Mulder", Map.of());
    at.pupil("zoe", "Zoe", "Bos", Map.of());
    at.delete("/users/sam");
    at.delete("/users/fatma");
    at.delete("/users/noa");
    at.staff("ivo", "Ivo", "Mulder");
    assertThat(at.get(head, "/pupils/sam/readings").statusCode()).isEqualTo(200);
    await()
        .until(
            () -> one("select count(*) from roster_member where board = '%s' and not present"),
            left -> left == 4);
    execute("update roster_member set left_at = null where board = '%s'");
    execute(migration("V76__who_left_before.sql"));
    assertThat(one("select count(*) from roster_member where board = '%s' and left_at is not null"))
        .as("as an earlier version left it")
        .isEqualTo(4);
    execute(
        """
        update roster_member set left_at = left_at - case when id = 'noa' then interval '23 months'
          else interval '25 months' end
        where board = '%s'""");

    clean();

    await()
        .until(
            () -> erasures(head).stream().map(each -> each.get("people")).toList(),
            List.of(2)::equals);
    assertThat(erasures(Tokens.user(at.board, "board").token()))
        .extracting(each -> each.get("cause"))
        .containsExactly("TERM_OVER");
    assertThat(erasures(head).toString()).doesNotContain("sam", "fatma");
    assertThat(
            one(
                "select count(*) from subject_key where board = '%s' and wrapped_key is null"
                    + " and subject in ('sam', 'fatma')"))
        .isEqualTo(2);
    assertThat(one("select count(*) from subject_key where board = '%s' and wrapped_key is null"))
        .as("nobody else")
        .isEqualTo(2);
    await()
        .until(
            () ->
                one(
                    "select count(*) from roster_member where board = '%s'"
                        + " and id in ('sam', 'fatma')"),
            left -> left == 0);
    assertThat(at.get(at.as("pupil", "sam"), "/pupils/sam/file").statusCode()).isEqualTo(404);
    assertThat(at.get(at.as("pupil", "noa"), "/pupils/noa/file").statusCode()).isEqualTo(200);

    clean();
    assertThat(erasures(head)).extracting(each -> each.get("people")).containsExactly(2);
    await().until(() -> told().size() >= 2);
    assertThat(told()).as("others hear of it, once").containsExactlyInAnyOrder("sam", "fatma");
  }

  /** Whose forgetting stands in the topic, with the id as its key. */
  private List<String> told() {
    Config config = ConfigProvider.getConfig();
    Map<String, Object> broker =
        Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class));
    String topic = config.getValue("TOPIC_PREFIX", String.class) + "school.events.v1";
    try (var reader =
        new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      List<String> found = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
        reader.poll(Duration.ofMillis(200)).forEach(message -> told(message).ifPresent(found::add));
      }
      return found;
    }
  }

  private Optional<String> told(ConsumerRecord<String, String> message) {
    boolean ours =
        header(message, "ce_type").equals("nl.tenzij.school.person-forgotten.v1")
            && header(message, "ce_board").equals(at.board);
    if (!ours) {
      return Optional.empty();
    }
    assertThat(message.value()).isEqualTo("{\"person\":\"" + message.key() + "\"}");
    assertThat(message.headers().lastHeader("ce_subject")).isNull();
    return Optional.of(message.key());
  }

  private static String header(ConsumerRecord<String, String> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Before any term; said again, nothing more. Whom the school has to know, it knows. */
  @Test
  void whoLeftIsForgottenOnRequest() throws Throwable {
    at.guardian("fatma", "Fatma", "Demir").pupil("sam", "Sam", "Demir", Map.of(), "fatma");
    at.pupil("noa", "Noa", "Visser", Map.of());
    String board = Tokens.user(at.board, "board").token();
    assertThat(forget(head, "sam")).isEqualTo("409 still-here");
    assertThat(forget(head, "who-is-that")).startsWith("404");
    assertThat(forget(head, "name-keys")).startsWith("404");
    assertThat(forget(head, "")).startsWith("400");
    assertThat(forget(at.as("teacher", "tim"), "sam")).startsWith("403");
    assertThat(forget(new PushedSchool().as("head", "hanna"), "sam")).startsWith("404");

    at.delete("/users/fatma");
    assertThat(forget(head, "fatma")).isEqualTo("409 still-guardian");
    at.delete("/users/sam");
    report("comes", "sam", "RUNNING", "now()", "null");
    execute(
        "update roster_import set worker = gen_random_uuid(), worked_until = now() + interval '1"
            + " hour' where board = '%s'");
    assertThat(forget(head, "sam")).isEqualTo("409 roster-under-way");
    forgetImports();
    assertThat(forgotten()).isZero();

    assertThat(forget(head, "sam")).isEqualTo("204");
    assertThat(forget(head, "sam")).as("once more").isEqualTo("204");

    assertThat(one(FORGOTTEN + " and subject = 'sam'")).isEqualTo(1);
    assertThat(forgotten()).as("nobody else").isEqualTo(1);
    await().until(() -> erasures(head).size() == 1);
    assertThat(erasures(head).getFirst())
        .containsEntry("cause", "REQUEST")
        .containsEntry("people", 1);
    assertThat(at.get(at.as("pupil", "sam"), "/pupils/sam/file").statusCode()).isEqualTo(404);
    await().until(() -> told().equals(List.of("sam")));
    execute(
        "insert into roster_member (board, school, kind, id, present, left_at) select board,"
            + " 'elsewhere', kind, id, false, now() from roster_member where board = '%s' and id ="
            + " 'fatma'");
    assertThat(forget(head, "fatma")).isEqualTo("409 known-elsewhere");
    assertThat(forget(board, "fatma")).isEqualTo("204");
    assertThat(at.get(at.as("pupil", "noa"), "/pupils/noa/file").statusCode()).isEqualTo(200);
  }

  /** The status, and of a refusal its code. */
  private String forget(String token, String person) {
    Response answer = at.post(token, "/erasures", Map.of("person", person));
    String code = answer.statusCode() == 204 ? null : answer.jsonPath().getString("code");
    return answer.statusCode() + (code == null ? "" : " " + code);
  }

  /** Also of those who were forgotten before others were told of such. */
  @Test
  void theRelayGoesBackToTheFirstWhoWasForgotten() throws Throwable {
    at.pupil("sam", "Sam", "Demir", Map.of());
    VertxContextSupport.subscribeAndAwait(
        () ->
            erasures.forget(
                new Board(at.board),
                new School(at.school),
                "sam",
                new Meta("someone", "tester", UUID.randomUUID(), null, UUID.randomUUID(), null)));
    await().until(() -> told().size() == 1);
    long before = one(RELAYED);

    execute(migration("V82__who_was_forgotten_is_told.sql"));

    await().until(() -> told().size() >= 2);
    assertThat(told()).as("with the id that it had").containsOnly("sam");
    await().until(() -> one(RELAYED) >= before);
  }

  private static final String RELAYED =
      "select sum(position) from checkpoint where subscription = 'relay-school-events-v1'";

  /**
   * Nor is a guardian of somebody who is here, nor a key of the board's own. Hundreds who can't be
   * forgotten, and come first each time, keep nobody else. A package that waits names people.
   */
  @Test
  void whoMayBeBackIsNotForgotten() throws Throwable {
    at.guardian("fatma", "Fatma", "Demir").pupil("ivo", "Ivo", "Demir", Map.of(), "fatma");
    at.pupil("sam", "Sam", "Demir", Map.of()).pupil("noa", "Noa", "Visser", Map.of());
    for (String gone : List.of("fatma", "sam", "noa")) {
      at.delete("/users/" + gone);
    }
    await()
        .until(
            () -> one("select count(*) from roster_member where board = '%s' and not present"),
            left -> left == 3);
    leftBefore("noa", "select 'name-keys' union all " + nobody(500));
    execute(
        "update roster_member set left_at = left_at - interval '2 years 10 days' where board ="
            + " '%s'");

    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute(
          "select 1 from checkpoint where subscription = 'roster-members' for update");
      at.pupil("sam", "Sam", "Demir", Map.of());
      clean();
      assertThat(forgotten()).as("the list does not show who is back").isZero();
      held.rollback();
    }
    await()
        .until(
            () -> one("select count(*) from roster_member where board = '%s' and not present"),
            left -> left == 503);

    report("waiting", "waiting", "AWAITING_CONFIRMATION", "now()", "null");
    execute(
        "insert into roster_package (import, part, id, sealed)"
            + " select id, 0, id, 'noa' from roster_import where board = '%s'");
    clean();
    assertThat(forgotten()).as("a roster waits").isZero();
    assertThat(one(PACKAGES)).isEqualTo(1);
    execute(
        "update roster_import set waits_since = waits_since - interval '31 days' where board = '%s'");

    clean();
    assertThat(forgotten())
        .as("but not for ever, though it came in place of another today")
        .isEqualTo(1);
    assertThat(one(PACKAGES)).as("nor is anybody named in it any more").isZero();
    assertThat(
            one(
                "select count(*) from roster_import i join roster_finding f on f.import = i.id"
                    + " where i.board = '%s' and i.state = 'WITHDRAWN' and i.finished_at is not null"
                    + " and f.code = 'not-confirmed' and f.detail like '%%since ' || to_char("
                    + "i.waits_since at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ';%%'"))
        .isEqualTo(1);
    forgetImports();
    assertThat(
            one(
                "select count(*) from subject_key where board = '%s' and wrapped_key is null"
                    + " and subject = 'noa'"))
        .isEqualTo(1);
    execute("delete from roster_member where board = '%s' and id like 'nnn%%'");
  }

  /** Ids that no key can have. */
  private static String nobody(int many) {
    return "select repeat('n', 201) || i from generate_series(1, " + many + ") i";
  }

  private void leftBefore(String somebody, String others) {
    execute(
        "insert into roster_member (board, school, kind, id, present, left_at)"
            + " select board, school, kind, gone, false, left_at - interval '1 day' from"
            + " roster_member cross join ("
            + others
            + ") g (gone) where board = '%s' and id = '"
            + somebody
            + "'");
  }

  private void leave(String... pupils) {
    for (String pupil : pupils) {
      at.pupil(pupil, "Noa", "Visser", Map.of());
      at.delete("/users/" + pupil);
    }
    await()
        .until(
            () -> one("select count(*) from roster_member where board = '%s' and not present"),
            left -> left == pupils.length);
  }

  /** So many don't fail for what they are, and each try of one takes its time. */
  @Test
  void whereThousandsCantBeForgottenTheRestWaits() throws Throwable {
    leave("noa");
    leftBefore("noa", nobody(5_200));
    execute("update roster_member set left_at = left_at - interval '25 months' where board = '%s'");
    clean();
    assertThat(forgotten()).isZero();

    execute(
        "delete from roster_member where board = '%s' and id like 'nnn%%'"
            + " and substr(id, 202)::int > 4600");
    clean();
    assertThat(forgotten()).isEqualTo(1);
    execute("delete from roster_member where board = '%s' and id like 'nnn%%'");
  }

  /** A package each night, at one school and another: there is no hour in which none waits. */
  @Test
  void howeverManyRostersWaitTheyKeepNobodyForEver() throws Throwable {
    leave("noa", "sam");
    execute(
        "update roster_member set left_at = left_at - interval '2 years' - case id when 'noa' then"
            + " interval '29 days' else interval '31 days' end where board = '%s'");
    execute(
        "insert into roster_member (board, school, kind, id, present, left_at)"
            + " select board, 'before', kind, id, false, left_at - interval '1 year'"
            + " from roster_member where board = '%s' and id = 'noa'");
    report("a", "a", "AWAITING_CONFIRMATION", "now()", "null");
    report("b", "b", "AWAITING_CONFIRMATION", "now()", "null");
    execute(
        "update roster_import set state = 'RUNNING', worker = gen_random_uuid(), worked_until ="
            + " now() + interval '1 hour' where board = '%s' and accepted_by = 'b'");
    clean();
    assertThat(forgotten()).as("while one comes in").isZero();

    execute(
        "update roster_import set state = 'AWAITING_CONFIRMATION', worker = null, worked_until ="
            + " null where board = '%s' and accepted_by = 'b'");
    clean();
    assertThat(one(FORGOTTEN + " and subject = 'sam'")).isEqualTo(1);
    assertThat(forgotten()).as("whose term was over before any can have waited").isEqualTo(1);
    assertThat(waiting("a", "b")).isEqualTo(2);
    forgetImports();
  }

  @Test
  void aRosterThatCantBeWithdrawnHoldsNoOtherUp() throws Throwable {
    report("held", "a", "AWAITING_CONFIRMATION", ago(40), "null");
    report("other", "b", "AWAITING_CONFIRMATION", ago(31), "null");
    report("earlier", "c", "AWAITING_CONFIRMATION", ago(31), "null");
    report("young", "d", "AWAITING_CONFIRMATION", ago(29), "null");
    execute(
        "update roster_import set waits_since = null where board = '%s' and accepted_by in"
            + " ('earlier', 'young')");
    execute(
        "insert into roster_package (import, part, id, sealed)"
            + " select id, 0, id, 'noa' from roster_import where board = '%s'");
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute(
          "select 1 from roster_package p join roster_import i on i.id = p.import where i.board ="
              + " '%s' and i.accepted_by = 'held' for update of p".formatted(at.board));
      clean();
      assertThat(waiting("held")).isEqualTo(1);
      assertThat(waiting("other")).isZero();
      assertThat(waiting("earlier")).as("an earlier version did not note since when").isZero();
      assertThat(waiting("young")).isEqualTo(1);
      held.rollback();
    }
    clean();
    assertThat(waiting("held")).isZero();
    assertThat(one(PACKAGES)).as("of the one that may still wait").isEqualTo(1);
    execute(
        "delete from roster_package p using roster_import i where i.id = p.import and i.board ="
            + " '%s'");
    forgetImports();
  }

  private long waiting(String... by) {
    return one(
        "select count(*) from roster_import where board = '%s' and state ="
            + " 'AWAITING_CONFIRMATION' and accepted_by in ('"
            + String.join("', '", by)
            + "')");
  }

  private static final String PACKAGES =
      "select count(*) from roster_package p join roster_import i on i.id = p.import"
          + " where i.board = '%s'";

  private void forgetImports() {
    execute(
        "delete from roster_finding f using roster_import i where i.id = f.import and i.board ="
            + " '%s'");
    execute("delete from roster_import where board = '%s'");
  }

  private static final String FORGOTTEN =
      "select count(*) from subject_key where board = '%s' and wrapped_key is null";

  private long forgotten() {
    return one(FORGOTTEN);
  }

  private String migration(String name) throws IOException {
    try (InputStream sql = getClass().getResourceAsStream("/db/migration/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8).replace("%", "%%");
    }
  }

  /**
   * What an import that waited has told is not old, however long it waited. What was applied last
   * is needed to tell its events from those of others, and all are while the log is to be read
   * anew.
   */
  @Test
  void reportsOfImportsGoInTime() throws Throwable {
    report("old", "a", "APPLIED", ago(100), ago(91));
    report("young", "a", "APPLIED", ago(90), ago(89));
    report("waiting", "a", "AWAITING_CONFIRMATION", ago(100), "null");
    report("last", "b", "APPLIED", ago(100), ago(99));
    report("withdrawn", "b", "WITHDRAWN", ago(98), ago(97));
    execute("insert into roster (board, school) values ('%1$s', 'a'), ('%1$s', 'b')");

    clean();
    assertThat(kept("old", "young", "waiting", "last")).isEqualTo(4);
    assertThat(kept("withdrawn")).as("of which nothing was applied").isZero();

    execute("update roster set position = 1 where board = '%s'");
    clean();

    assertThat(kept("young", "waiting", "last")).isEqualTo(3);
    assertThat(kept("old")).isZero();
    assertThat(
            one(
                "select count(*) from roster_finding where detail = '%1$s'"
                    + " and import in (select id from roster_import where board = '%1$s')"))
        .isEqualTo(3);
    assertThat(one("select count(*) from roster_finding where detail = '%s'")).isEqualTo(3);
    forgetImports();
    execute("delete from roster where board = '%s'");
  }

  /** Also where nobody reads anything any more. */
  @Test
  void whoReadAPupilsEntryIsForgottenInTime() throws Throwable {
    for (int days : List.of(729, 731)) {
      execute(
          "insert into pupil_reading (id, board, school, pupil, read_at, read_by, role, reason)"
              + " values (gen_random_uuid(), '%s', 'a', 'p1', "
              + ago(days)
              + ", 'st1', 'head', 'CARE')");
    }
    clean();
    assertThat(one("select count(*) from pupil_reading where board = '%s'")).isEqualTo(1);
    assertThat(
            one("select count(*) from pupil_reading where board = '%s' and read_at > " + ago(730)))
        .isEqualTo(1);
    execute("delete from pupil_reading where board = '%s'");
  }

  /** As after the term became shorter. What somebody holds meanwhile keeps none of the others. */
  @Test
  void manyOldReadingsGoSomeThousandAtOnce() throws Throwable {
    execute(
        "insert into pupil_reading (id, board, school, pupil, read_at, read_by, role, reason)"
            + " select gen_random_uuid(), '%s', 'a', 'p' || i, "
            + ago(731)
            + ", 'st1', 'head', 'CARE' from generate_series(1, 10001) i");
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute(
          "select 1 from pupil_reading where board = '%s' and pupil = 'p1' for update"
              .formatted(at.board));
      clean();
      assertThat(one("select count(*) from pupil_reading where board = '%s'")).isEqualTo(1);
      held.rollback();
    }
    clean();
    assertThat(one("select count(*) from pupil_reading where board = '%s'")).isZero();
  }

  private static String ago(int days) {
    return "now() - interval '" + days + " days'";
  }

  private long kept(String... by) {
    return one(
        "select count(*) from roster_import where board = '%s' and accepted_by in ('"
            + String.join("', '", by)
            + "')");
  }

  /** Told of already where it waits: telling holds its row, and what is held is cleaned later. */
  private void report(String by, String school, String state, String accepted, String finished) {
    UUID id = UUID.randomUUID();
    execute(
        """
        insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by, finished_at, waits_since, told_waiting)
        values ('%1$s', '%%1$s', '%2$s', '%3$s', 'DONE', %4$s, '%5$s', %6$s, %4$s, '%3$s' = 'AWAITING_CONFIRMATION')"""
            .formatted(id, school, state, accepted, by, finished));
    execute(
        "insert into roster_finding (import, weight, file, line, \"column\", code, detail)"
            + " values ('%s', 'REMARK', 'users.csv', 1, '', 'test', '%%1$s')".formatted(id));
  }
}
