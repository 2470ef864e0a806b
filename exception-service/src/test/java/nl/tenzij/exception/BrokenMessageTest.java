package nl.tenzij.exception;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

/** What school-service should never say: it is put aside, and the other pupils' news goes on. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class BrokenMessageTest {

  private static final String COLLEGE = "college-een";

  @Inject Pool pool;

  @Test
  void isParkedAndTheOtherPupilsGoOn() {
    String mark = UUID.randomUUID().toString();
    try (SchoolTells school = new SchoolTells()) {
      school.brokenPupil(COLLEGE, "p-broken-" + mark);
      for (int i = 0; i < 30; i++) {
        school.pupil(COLLEGE, "p-after-" + i + "-" + mark, "[]", "[]");
      }
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(rows("select from pupil_known where pupil like $1", "p-after-%-" + mark))
                  .isEqualTo(30);
              assertThat(
                      rows(
                          "select from parked where consumer = 'school-people-and-parents' and key = $1",
                          "p-broken-" + mark))
                  .isEqualTo(1);
            });
  }

  private int rows(String query, String about) {
    return pool.preparedQuery(query).executeAndAwait(Tuple.of(about)).rowCount();
  }
}
