package nl.tenzij.ledger.runtime;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import nl.tenzij.ledger.kafka.Blocked;
import nl.tenzij.ledger.kafka.Inbox;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether what others tell is taken in. A parked message is not well either: of its key nothing
 * goes on until an operator looks.
 */
@Wellness
@Singleton
public class InboxHealth implements AsyncHealthCheck {

  private static final String NAME = "inbox";

  private final Inbox inbox;
  private final Duration standstill;

  public InboxHealth(Inbox inbox, LedgerConfig config) {
    this.inbox = inbox;
    this.standstill = config.standstill();
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Unknown.where(NAME, inbox.parked().map(this::answer));
  }

  private HealthCheckResponse answer(Map<String, Inbox.Count> parked) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(NAME).up();
    if (!inbox.isAlive()) {
      answer.down().withData("reading", "not all consumers read");
    }
    Instant longAgo = Instant.now().minus(standstill);
    for (Blocked each : inbox.blocked()) {
      String since = each.error() + " since " + each.since();
      answer.withData(each.consumer() + " at " + each.place(), since);
      if (each.since().isBefore(longAgo)) {
        answer.down();
      }
    }
    parked.forEach(
        (consumer, count) -> {
          answer.withData(consumer + " parked", count.all());
          if (count.failed() > 0) {
            answer.down();
          }
        });
    return answer.build();
  }
}
