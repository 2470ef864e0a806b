package nl.tenzij.exception.rules;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import nl.tenzij.exception.SchoolTells;
import nl.tenzij.exception.SettableClock;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

/** Of zones so far to the east and to the west that it is never the same day in both. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SchoolZoneTest {

  private static final Board BOARD = new Board("stichting-tenboom");
  private static final String EAST = "Pacific/Kiritimati";
  private static final String WEST = "Etc/GMT+12";

  @Inject SchoolRules rules;
  @Inject SettableClock clock;

  private final String school = "zone-" + UUID.randomUUID();

  @Test
  void aSchoolGoesByTheZoneInWhichItIsRegisteredUntilItsCalendarSaysAnother() {
    try (SchoolTells tells = new SchoolTells()) {
      tells.registered(school, EAST);
      awaitDateOf(EAST);
      tells.registered(school, WEST);
      awaitDateOf(WEST);

      tells.calendar(school, EAST);
      awaitDateOf(EAST);
    }
  }

  private void awaitDateOf(String zone) {
    await()
        .untilAsserted(
            () ->
                assertThat(rules.date(BOARD, new School(school)).await().atMost(Patience.LONG))
                    .as(zone)
                    .isEqualTo(LocalDate.ofInstant(clock.instant(), ZoneId.of(zone))));
  }
}
