package nl.tenzij.notification.webhook;

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
import java.time.OffsetDateTime;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

/** What is asked each second must not read all that was ever delivered. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ClaimTest {

  private static final int DELIVERED_BEFORE = 20_000;

  @Inject Pool pool;

  @Test
  void whatWasDeliveredIsNotReadAgain() throws JsonProcessingException {
    SqlConnection sql = pool.getConnection().await().indefinitely();
    var rolledBack = sql.begin().await().indefinitely();
    try {
      run(
          sql,
          """
          insert into webhook (webhook, board, school, url, events, secret, state, created_at, changed_at)
          select md5('claim' || n)::uuid, 'stichting-tenboom', 'school-claim', 'https://example.org/', '{}', 's',
            'ACTIVE', now(), now()
          from generate_series(1, 10) n""");
      run(
          sql,
          """
          insert into webhook_delivery
            (delivery, webhook, event, type, body, state, due_at, created_at, changed_at)
          select gen_random_uuid(), md5('claim' || 1 + n %% 10)::uuid, gen_random_uuid(), 't', '{}',
            case when n <= 20 then 'QUEUED' else 'DELIVERED' end,
            case when n <= 20 then now() - interval '1 second' end, now(), now()
          from generate_series(1, %d) n"""
              .formatted(DELIVERED_BEFORE));
      run(sql, "analyze webhook_delivery");

      JsonNode plan = explain(sql);

      assertThat(plan.path("Actual Rows").asInt()).isGreaterThanOrEqualTo(20);
      assertThat(read(plan)).isLessThan(DELIVERED_BEFORE / 10);
    } finally {
      rolledBack.rollback().await().indefinitely();
      sql.close().await().indefinitely();
    }
  }

  private static void run(SqlConnection sql, String statement) {
    sql.query(statement).execute().await().indefinitely();
  }

  private static JsonNode explain(SqlConnection sql) throws JsonProcessingException {
    OffsetDateTime now = OffsetDateTime.now();
    var rows =
        sql.preparedQuery("explain (analyze, format json) " + WebhookDeliveries.CLAIM)
            .execute(Tuple.of(now, now.plusMinutes(1), 1000, 2))
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
        plan.has("Relation Name") && !plan.path("Node Type").asText().equals("ModifyTable")
            ? plan.path("Actual Loops").asDouble()
                * (plan.path("Actual Rows").asDouble()
                    + plan.path("Rows Removed by Filter").asDouble()
                    + plan.path("Rows Removed by Index Recheck").asDouble())
            : 0;
    return here
        + StreamSupport.stream(plan.path("Plans").spliterator(), false)
            .mapToDouble(ClaimTest::read)
            .sum();
  }
}
