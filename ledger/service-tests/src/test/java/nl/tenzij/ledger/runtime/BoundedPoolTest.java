package nl.tenzij.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class BoundedPoolTest {

  @Inject Pool pool;

  /** Else the database would parse and plan it with each execution. */
  @Test
  void aLongStatementStaysPrepared() {
    String begin = "select 1 /* long ";
    String statement = begin + "x".repeat(3_000) + " */";
    SqlConnection connection = pool.getConnectionAndAwait();
    try {
      connection.preparedQuery(statement).executeAndAwait();
      connection.preparedQuery(statement).executeAndAwait();

      String kept =
          "select count(*), max(generic_plans + custom_plans) from pg_prepared_statements where starts_with(statement, '%s')";
      var row = connection.query(kept.formatted(begin)).executeAndAwait().iterator().next();
      assertThat(row.getLong(0)).as("prepared once").isEqualTo(1);
      assertThat(row.getLong(1)).as("and used").isEqualTo(2);
    } finally {
      connection.closeAndAwait();
    }
  }
}
