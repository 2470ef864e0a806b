package nl.tenzij.school.retention;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import nl.tenzij.school.pupil.Pupils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sam left, and is pushed again while somebody has him forgotten: he is here and known, or
 * forgotten and not here.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class BackMeanwhileTest {

  /** Of the log's partitions, and of subjects. */
  private static final int PARTITIONS = 1414549066;

  private static final int SUBJECTS = 1414549067;

  @Inject DataSource database;
  @Inject EventStore store;

  private final PushedSchool at = new PushedSchool();
  private final ExecutorService both = Executors.newFixedThreadPool(2);

  @BeforeEach
  void samLeft() {
    at.pupil("sam", "Sam", "Demir", Map.of());
    at.delete("/users/sam");
    await()
        .until(
            () ->
                one("select count(*) from roster_member where board = '%s' and not present") == 1);
  }

  @AfterEach
  void close() {
    both.shutdownNow();
  }

  @Test
  void whoIsBackFirstIsNotForgotten() throws Exception {
    CompletableFuture<String> forgetting;
    CompletableFuture<String> push;
    try (Connection holding = database.getConnection()) {
      hold(
          holding,
          "pg_advisory_xact_lock_shared(%d, hashtext('%s/sam'))".formatted(SUBJECTS, at.board));
      forgetting = CompletableFuture.supplyAsync(this::forget, both);
      await().until(() -> waiting(SUBJECTS) == 1);
      push = CompletableFuture.supplyAsync(this::push, both);
      await().until(() -> types().size() == 3);
      holding.rollback();
    }

    assertThat(push.join()).isEqualTo("200");
    assertThat(forgetting.join()).startsWith("409 ");
    assertThat(types()).hasSize(3);
    await()
        .until(() -> one("select count(*) from roster_member where board = '%s' and present") == 1);
    assertThat(one("select count(*) from subject_key where board = '%s' and wrapped_key is null"))
        .isZero();
  }

  @Test
  void whoIsForgottenFirstIsNotBack() throws Exception {
    CompletableFuture<String> forgetting;
    CompletableFuture<String> push;
    int partition = store.partition(new Board(at.board), new School(at.school));
    try (Connection holding = database.getConnection()) {
      hold(holding, "pg_advisory_xact_lock(%d, %d)".formatted(PARTITIONS, partition));
      forgetting = CompletableFuture.supplyAsync(this::forget, both);
      await().until(() -> waiting(PARTITIONS) == 1);
      push = CompletableFuture.supplyAsync(this::push, both);
      await().until(() -> waiting(PARTITIONS) == 2);
      holding.rollback();
    }

    assertThat(forgetting.join()).isEqualTo("204");
    assertThat(push.join()).isEqualTo("409 forgotten");
    assertThat(types()).last().asString().startsWith("pupil.left");
    assertThat(push()).as("once more").isEqualTo("409 forgotten");
    await().until(() -> one("select count(*) from roster_member where board = '%s'") == 0);
  }

  private String forget() {
    return told(at.post(at.as("head", "hanna"), "/erasures", Map.of("person", "sam")));
  }

  private String push() {
    return told(at.pupilAgain("sam", "Sam", "Demir"));
  }

  /** The status, and of a refusal its code. */
  private static String told(Response answer) {
    return answer.statusCode()
        + (answer.statusCode() < 400 ? "" : " " + answer.jsonPath().getString("code"));
  }

  private static void hold(Connection connection, String lock) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select " + lock);
    }
  }

  private long waiting(int locks) {
    return one(
        """
        select count(*) from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted and l.classid = """
            + locks);
  }

  private long one(String sql) {
    return Long.parseLong(all(sql).getFirst());
  }

  /** What happened to Sam, as pupil of the school. */
  private List<String> types() {
    StreamId sam = Pupils.stream(new Board(at.board), new School(at.school), "sam");
    return all(
        "select type from event where board = '%s' and stream = '"
            + sam.stored()
            + "' order by version");
  }

  private List<String> all(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.formatted(at.board))) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
