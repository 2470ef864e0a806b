package nl.tenzij.ledger.runtime;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one clock of a service, so that a test, or a day that is played, can set it. */
@Dependent
class Time {

  @Produces
  @Singleton
  @DefaultBean
  Clock clock(@ConfigProperty(name = "tenzij.clock.ahead", defaultValue = "0S") Duration ahead) {
    return Clock.offset(Clock.systemUTC(), ahead);
  }
}
