package nl.tenzij.gateway.rim;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import nl.tenzij.gateway.limit.Allowance;
import nl.tenzij.gateway.route.CleanPath;
import nl.tenzij.gateway.route.Target;

/** One request on its way through: what the handlers found out and tell each other. */
public final class Exchange {

  private static final String KEY = Exchange.class.getName();

  private final String id = UUID.randomUUID().toString();
  private final long started = System.nanoTime();
  private final CleanPath path;
  private Target target;
  private Allowance allowance;

  private Exchange(CleanPath path) {
    this.path = path;
  }

  public static Exchange start(RoutingContext context, CleanPath path) {
    var exchange = new Exchange(path);
    context.put(KEY, exchange);
    return exchange;
  }

  public static Exchange of(RoutingContext context) {
    return context.get(KEY);
  }

  /** Fresh per request, whatever the client sent: answered and passed on as X-Request-Id. */
  public String id() {
    return id;
  }

  /** Value of {@link System#nanoTime()} at arrival. */
  public long started() {
    return started;
  }

  public CleanPath path() {
    return path;
  }

  /** Null until routed. */
  public Target target() {
    return target;
  }

  public void target(Target found) {
    this.target = found;
  }

  /** Null where nothing was counted. */
  public Allowance allowance() {
    return allowance;
  }

  public void allowance(Allowance counted) {
    this.allowance = counted;
  }

  /** A name for logs and figures that holds no id. */
  public String route() {
    return target == null ? "other" : target.template();
  }
}
