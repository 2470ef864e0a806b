package nl.tenzij.gateway.rim;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * A line and a measurement per request: route, status, time. No path, query, address or person:
 * paths hold pupils' pseudonyms.
 */
@ApplicationScoped
public class AccessLog {

  private static final Logger LOG = Logger.getLogger("nl.tenzij.gateway.access");

  private static final Set<HttpMethod> KNOWN =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  /** A measurement's name: as many as there are routes, methods and statuses. */
  private record Kind(String route, String method, int status) {}

  private final MeterRegistry meters;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  AccessLog(MeterRegistry meters) {
    this.meters = meters;
  }

  void write(RoutingContext context, Exchange exchange) {
    long nanos = System.nanoTime() - exchange.started();
    // a client can invent methods; a figure must not grow with them
    HttpMethod asked = context.request().method();
    String method = KNOWN.contains(asked) ? asked.name() : "OTHER";
    int status = context.response().getStatusCode();
    timers
        .computeIfAbsent(new Kind(exchange.route(), method, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    line(exchange, method, status, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private Timer timer(Kind of) {
    return Timer.builder("gateway.requests")
        .description("Requests answered by the gateway")
        .tag("route", of.route())
        .tag("method", of.method())
        .tag("status", Integer.toString(of.status()))
        .register(meters);
  }

  private static void line(Exchange exchange, String method, int status, long millis) {
    MDC.put("route", exchange.route());
    MDC.put("method", method);
    MDC.put("status", status);
    MDC.put("ms", millis);
    MDC.put("request", exchange.id());
    LOG.info(method + " " + exchange.route() + " " + status + " " + millis + " ms");
    MDC.remove("route");
    MDC.remove("method");
    MDC.remove("status");
    MDC.remove("ms");
    MDC.remove("request");
  }
}
