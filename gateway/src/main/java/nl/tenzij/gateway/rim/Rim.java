package nl.tenzij.gateway.rim;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.limit.Allowance;
import nl.tenzij.gateway.route.CleanPath;

/** Goes before everything: no request gets past it with a path that can be read in two ways. */
@ApplicationScoped
public class Rim {

  private static final int FIRST = 1_000;

  /** In characters. The server itself takes twice as much, so that it is us who answer. */
  private static final int LONGEST_TARGET = 8 * 1024;

  private static final int LARGEST_HEADERS = 16 * 1024;

  /** What people type an address of, perhaps with a slash behind it. */
  private static final Set<String> PAGES = Set.of("/board", "/docs");

  private final GatewayConfig config;
  private final AccessLog log;
  private final IdentityProvider provider;

  Rim(GatewayConfig config, AccessLog log, IdentityProvider provider) {
    this.config = config;
    this.log = log;
    this.provider = provider;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  private void enter(RoutingContext context) {
    var path = CleanPath.of(context.request().uri());
    var exchange = Exchange.start(context, path.orElse(null));
    context.addHeadersEndHandler(head -> complete(context, exchange));
    context.addEndHandler(end -> log.write(context, exchange));
    if (context.request().uri().length() > LONGEST_TARGET) {
      Problem.longTarget(LONGEST_TARGET).send(context);
    } else if (size(context.request().headers()) > LARGEST_HEADERS) {
      Problem.largeHeaders(LARGEST_HEADERS).send(context);
    } else if (path.isEmpty()) {
      refuseOrLeadOn(context);
    } else {
      context.next();
    }
  }

  private static void refuseOrLeadOn(RoutingContext context) {
    String asked = context.request().path();
    String page = asked.isEmpty() ? asked : asked.substring(0, asked.length() - 1);
    if (asked.endsWith("/") && PAGES.contains(page)) {
      context.response().setStatusCode(303).putHeader("Location", page).end();
    } else {
      Problem.invalid(
              "A path here has plain segments: no empty ones, no dots alone, no encoded slashes.")
          .send(context);
    }
  }

  private static int size(MultiMap headers) {
    int size = 0;
    for (Map.Entry<String, String> header : headers) {
      size += header.getKey().length() + header.getValue().length();
    }
    return size;
  }

  /** As the head goes out, whoever wrote it. */
  private void complete(RoutingContext context, Exchange exchange) {
    MultiMap headers = context.response().headers();
    SecurityHeaders.put(headers, exchange.path(), provider);
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
