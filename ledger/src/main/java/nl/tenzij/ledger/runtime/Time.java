package nl.tenzij.ledger.runtime;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The one clock of a service, so that a test, or a day that is played, can set it. */
@Dependent
class Time {

  private static final Logger LOG = Logger.getLogger(Time.class);

  /** Read at once: a service does not start by a clock that nobody can read. */
  @Produces
  @Singleton
  Ahead ahead(@ConfigProperty(name = "tenzij.clock.file") Optional<Path> file) {
    Ahead ahead = new Ahead(file);
    file.ifPresent(
        there ->
            LOG.warnf(
                "the clock is not the machine's: it is %s ahead, and moves whenever %s says so",
                ahead.get(), there));
    return ahead;
  }

  @Produces
  @Singleton
  @DefaultBean
  Clock clock(Ahead ahead) {
    return ahead.file().isEmpty() ? Clock.systemUTC() : new MovedClock(Clock.systemUTC(), ahead);
  }
}
