package nl.tenzij.ledger.runtime;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether all that follows the log goes on, in this instance or in another. Not part of readiness:
 * requests are served anyway.
 */
@Wellness
@Singleton
public class SubscriptionsHealth implements AsyncHealthCheck {

  private static final String NAME = "subscriptions";

  private final Subscriptions subscriptions;
  private final Duration standstill;

  public SubscriptionsHealth(Subscriptions subscriptions, LedgerConfig config) {
    this.subscriptions = subscriptions;
    this.standstill = config.standstill();
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Unknown.where(NAME, subscriptions.status().map(this::answer));
  }

  private HealthCheckResponse answer(List<Subscriptions.Status> all) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(NAME).up();
    Instant longAgo = Instant.now().minus(standstill);
    for (Subscriptions.Status each : all) {
      String place = each.subscription() + "/" + each.partition();
      if (each.trouble() != null) {
        answer.down().withData(place, each.trouble());
      } else if (each.standingSince() != null && each.standingSince().isBefore(longAgo)) {
        answer.down().withData(place, "stands still since " + each.standingSince());
      }
    }
    return answer.build();
  }
}
