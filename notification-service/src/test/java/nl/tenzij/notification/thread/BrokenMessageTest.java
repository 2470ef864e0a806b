package nl.tenzij.notification.thread;

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

/** What the others should never say: it is put aside, and the other pupils' news goes on. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class BrokenMessageTest {

  private static final String PUPIL = "nl.tenzij.school.pupil-registered.v1";
  private static final String IMPOSED = "nl.tenzij.sanction.imposed.v1";

  @Inject Pool pool;

  private final String mark = UUID.randomUUID().toString();

  @Test
  void isParkedAndTheOtherPupilsGoOn() {
    String broken = "p-broken-" + mark;
    try (Topics topics = new Topics()) {
      topics.publish("sanction.events.v1", UUID.randomUUID(), IMPOSED, broken, "[\"no\", \"object");
      topics.publish(
          "school.events.v1",
          UUID.randomUUID(),
          PUPIL,
          broken,
          "{\"pupil\": {\"no\": \"text\"}, \"guardians\": [], \"classes\": []}");
      for (int i = 0; i < 30; i++) {
        String other = "p-after-" + i + "-" + mark;
        topics.publish(
            "school.events.v1",
            UUID.randomUUID(),
            PUPIL,
            other,
            "{\"pupil\": \"%s\", \"yearGroup\": \"3\", \"guardians\": [], \"classes\": []}"
                .formatted(other));
      }
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(rows("select from pupil where pupil like $1", "p-after-%-" + mark))
                  .isEqualTo(30);
              assertThat(parked("school-events", broken)).isEqualTo(1);
              assertThat(parked("sanction-events", broken)).isEqualTo(1);
            });
  }

  private int parked(String consumer, String key) {
    return rows("select from parked where consumer = '" + consumer + "' and key = $1", key);
  }

  private int rows(String query, String about) {
    return pool.preparedQuery(query).executeAndAwait(Tuple.of(about)).rowCount();
  }
}
