package nl.tenzij.ledger.runtime;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The answer where nobody can tell: that is not well. */
final class Unknown {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Unknown() {}

  static Uni<HealthCheckResponse> where(String name, Uni<HealthCheckResponse> found) {
    return found
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .recoverWithItem(
            failure ->
                HealthCheckResponse.named(name)
                    .down()
                    .withData("database", failure.getClass().getSimpleName())
                    .build());
  }
}
