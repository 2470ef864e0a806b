package nl.tenzij.gateway.rim;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.limit.Allowance;
import nl.tenzij.gateway.route.CleanPath;

/** Goes before everything: no request gets past it with a path that can be read in two ways. */
@ApplicationScoped
public class Rim {

  private static final int FIRST = 1_000;

  private final GatewayConfig config;
  private final AccessLog log;

  Rim(GatewayConfig config, AccessLog log) {
    this.config = config;
    this.log = log;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  private void enter(RoutingContext context) {
    var path = CleanPath.of(context.request().uri());
    var exchange = Exchange.start(context, path.orElse(null));
    context.addHeadersEndHandler(head -> complete(context, exchange));
    context.addEndHandler(end -> log.write(context, exchange));
    if (path.isEmpty()) {
      Problem.invalid(
              "A path here has plain segments: no empty ones, no dots alone, no encoded slashes.")
          .send(context);
    } else {
      context.next();
    }
  }

  /** As the head goes out, whoever wrote it. */
  private void complete(RoutingContext context, Exchange exchange) {
    MultiMap headers = context.response().headers();
    boolean docs =
        exchange.path() != null
            && (exchange.path().startsWith("docs") || exchange.path().startsWith("webjars"));
    SecurityHeaders.put(headers, docs);
    headers.set("X-Request-Id", exchange.id());
    if (!headers.contains("API-Version")) {
      headers.set("API-Version", config.apiVersion());
    }
    Allowance allowance = exchange.allowance();
    if (allowance != null) {
      headers.set("RateLimit-Policy", allowance.policyField());
      headers.set("RateLimit", allowance.limitField());
    }
  }
}
