package nl.tenzij.school;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Roster packages are large, and go to disk as they come; all other bodies are held in memory and
 * stay small.
 */
@ApplicationScoped
class BodyLimit {

  private static final int AFTER_THE_LARGE_LIMIT = -900;
  private static final String ROSTER_IMPORTS = "/roster-imports";
  private static final int TOO_LARGE = 413;

  /** Where Quarkus keeps the limit of a body whose length is not announced. */
  private static final String LIMIT = "io.quarkus.max-request-size";

  @ConfigProperty(name = "tenzij.body-at-most")
  MemorySize most;

  void install(@Observes Router router) {
    router.route().order(AFTER_THE_LARGE_LIMIT).handler(this::check);
  }

  private void check(RoutingContext context) {
    if (context.normalizedPath().endsWith(ROSTER_IMPORTS)) {
      context.next();
      return;
    }
    String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (announced == null) {
      context.put(LIMIT, most.asLongValue());
    } else if (isMore(announced)) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      context.fail(TOO_LARGE);
      return;
    }
    context.next();
  }

  /** Vert.x refuses what is not a number before this. */
  private boolean isMore(String announced) {
    return announced.length() > 18 || Long.parseLong(announced) > most.asLongValue();
  }
}
