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
 * stay small: what says that it is more is not waited for. What says nothing of its length is JSON,
 * or not read.
 */
@ApplicationScoped
class BodyLimit {

  private static final int AFTER_THE_LARGE_LIMIT = -900;
  private static final String ROSTER_IMPORTS = "/roster-imports";
  private static final int TOO_LARGE = 413;

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
    if (announced != null && isMore(announced)) {
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
