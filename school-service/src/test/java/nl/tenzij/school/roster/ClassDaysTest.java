package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

/** At a change of term each class is pushed: none may have its whole school looked through. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ClassDaysTest {

  private static final int CLASSES = 400;
  private static final int LINES = 20_000;

  @Inject Pool pool;

  @Test
  void ofAClassThatIsPushedItsOwnLinesAreLookedAt() throws JsonProcessingException {
    SqlConnection sql = pool.getConnection().await().indefinitely();
    var rolledBack = sql.begin().await().indefinitely();
    try {
      String board = "board-" + UUID.randomUUID();
      run(
          sql,
          """
          with k as (insert into roster (board, school) values ('%s', 'school') returning number)
          insert into roster_record (roster, import, file, line, id, user_id, class_id, role)
          select k.number, 1, 'enrollments', n, 'e' || n, 'u' || n, 'c' || n %% %d,
            case when n %% 21 = 0 then 'teacher' else 'student' end
          from k, generate_series(1, %d) n"""
              .formatted(board, CLASSES, LINES));
      run(sql, "analyze roster_record");

      JsonNode plan = explain(sql, board);

      assertThat(plan.path("Actual Rows").asInt()).isEqualTo(LINES / CLASSES);
      assertThat(read(plan)).isLessThan(LINES / 10);
    } finally {
      rolledBack.rollback().await().indefinitely();
      sql.close().await().indefinitely();
    }
  }

  private static void run(SqlConnection sql, String statement) {
    sql.query(statement).execute().await().indefinitely();
  }

  private static JsonNode explain(SqlConnection sql, String board) throws JsonProcessingException {
    LocalDate today = LocalDate.parse("2027-01-20");
    var rows =
        sql.preparedQuery("explain (analyze, format json) " + ClassDays.OTHERWISE)
            .execute(
                Tuple.of(board, "school", "c1", today.minusMonths(1), today.plusMonths(1), today)
                    .addString(null))
            .await()
            .indefinitely();
    return new ObjectMapper()
        .readTree(rows.iterator().next().getValue(0).toString())
        .path(0)
        .path("Plan");
  }

  /** How many rows of tables were looked at, in this part of the plan and those below. */
  private static double read(JsonNode plan) {
    double here =
        plan.has("Relation Name")
            ? plan.path("Actual Loops").asDouble()
                * (plan.path("Actual Rows").asDouble()
                    + plan.path("Rows Removed by Filter").asDouble()
                    + plan.path("Rows Removed by Index Recheck").asDouble())
            : 0;
    return here
        + StreamSupport.stream(plan.path("Plans").spliterator(), false)
            .mapToDouble(ClassDaysTest::read)
            .sum();
  }
}
