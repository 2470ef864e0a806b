package nl.tenzij.gateway.rim;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.gateway.GatewayConfig;

/** Which web origins may call: the configured ones, and the gateway's own pages. */
@ApplicationScoped
public class CrossOrigin {

  private static final Set<String> READABLE =
      Set.of(
          "API-Version",
          "ETag",
          "Link",
          "Location",
          "RateLimit",
          "RateLimit-Policy",
          "Retry-After",
          "Tenzij-Consistency-Token",
          "X-Request-Id");

  private static final Set<String> SENDABLE =
      Set.of(
          "Accept",
          "Accept-Language",
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "If-Match",
          "If-None-Match",
          "Tenzij-Consistency-Token",
          "Tenzij-Reason");

  private final Handler<RoutingContext> others;

  CrossOrigin(GatewayConfig config) {
    // the library takes an empty list for all origins there are
    others =
        config
            .cors()
            .origins()
            .filter(origins -> !origins.isEmpty())
            .map(CrossOrigin::only)
            .orElse(context -> context.fail(403));
  }

  private static Handler<RoutingContext> only(List<String> origins) {
    return CorsHandler.create()
        .addOrigins(origins)
        .allowedMethods(
            Set.of(
                HttpMethod.GET,
                HttpMethod.POST,
                HttpMethod.PUT,
                HttpMethod.PATCH,
                HttpMethod.DELETE))
        .allowedHeaders(SENDABLE)
        .exposedHeaders(READABLE)
        .maxAgeSeconds(600);
  }

  /** Goes on to the next handler, or answers a preflight, or refuses the origin with 403. */
  public void handle(RoutingContext context) {
    String origin = context.request().getHeader("Origin");
    if (origin == null || isOwn(origin, context)) {
      context.next();
    } else {
      others.handle(context);
    }
  }

  private static boolean isOwn(String origin, RoutingContext context) {
    var authority = context.request().authority();
    return authority != null
        && origin.equals(context.request().scheme() + "://" + authority.toString());
  }
}
