package nl.tenzij.ledger.runtime;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether all that follows the log can go on. Not part of readiness: requests are served anyway.
 */
@Wellness
@Singleton
public class SubscriptionsHealth implements AsyncHealthCheck {

  private final Subscriptions subscriptions;

  public SubscriptionsHealth(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return subscriptions
        .status()
        .map(
            all -> {
              HealthCheckResponseBuilder answer = HealthCheckResponse.named("subscriptions").up();
              for (Subscriptions.Status each : all) {
                if (each.trouble() != null) {
                  answer
                      .down()
                      .withData(each.subscription() + "/" + each.partition(), each.trouble());
                }
              }
              return answer.build();
            });
  }
}
