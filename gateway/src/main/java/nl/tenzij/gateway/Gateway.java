package nl.tenzij.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tenzij.gateway.board.BoardPage;
import nl.tenzij.gateway.limit.Allowance;
import nl.tenzij.gateway.limit.RateLimits;
import nl.tenzij.gateway.openapi.OpenApiPage;
import nl.tenzij.gateway.proxy.Upstreams;
import nl.tenzij.gateway.rim.CrossOrigin;
import nl.tenzij.gateway.rim.Exchange;
import nl.tenzij.gateway.rim.Problem;
import nl.tenzij.gateway.route.RouteTable;
import nl.tenzij.gateway.token.Client;
import nl.tenzij.gateway.token.TokenCheck;
import org.jboss.logging.Logger;

/** The way of a request, in this order: origin, route, size, token, quota, service. */
@ApplicationScoped
public class Gateway {

  private static final Logger LOG = Logger.getLogger(Gateway.class);

  private static final List<HttpMethod> METHODS =
      List.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  private static final String ALLOWED =
      METHODS.stream().map(HttpMethod::name).collect(Collectors.joining(", "));

  private final GatewayConfig config;
  private final RouteTable routes;
  private final CrossOrigin origins;
  private final TokenCheck tokens;
  private final RateLimits limits;
  private final Upstreams upstreams;
  private final OpenApiPage openapi;
  private final BoardPage board;

  Gateway(
      GatewayConfig config,
      RouteTable routes,
      CrossOrigin origins,
      TokenCheck tokens,
      RateLimits limits,
      Upstreams upstreams,
      OpenApiPage openapi,
      BoardPage board) {
    this.config = config;
    this.routes = routes;
    this.origins = origins;
    this.tokens = tokens;
    this.limits = limits;
    this.upstreams = upstreams;
    this.openapi = openapi;
    this.board = board;
  }

  void register(@Observes Router router) {
    openapi.register(router, this::countAddress);
    board.register(router);
    router.route("/api/*").handler(origins::handle);
    router.route("/api/*").handler(this::route);
    router.route("/api/*").handler(this::refuseBody);
    router.route("/api/*").handler(this::authenticate);
    router.route("/api/*").handler(upstreams::pass);
    router.route("/api/*").failureHandler(this::fail);
    router.route().last().handler(context -> Problem.notFound().send(context));
  }

  private void route(RoutingContext context) {
    var exchange = Exchange.of(context);
    var target = routes.find(exchange.path());
    if (context.request().version() == HttpVersion.HTTP_1_0) {
      // an answer of unknown length would have to be held in memory for it
      countAddress(context, () -> Problem.oldProtocol().send(context));
    } else if (target.isEmpty()) {
      countAddress(context, () -> Problem.notFound().send(context));
    } else if (!METHODS.contains(context.request().method())) {
      countAddress(context, () -> Problem.sendNotAllowed(context, ALLOWED));
    } else {
      exchange.target(target.get());
      context.next();
    }
  }

  /** What the header alone shows to be too much is not waited for. */
  private void refuseBody(RoutingContext context) {
    var headers = context.request().headers();
    long limit = Exchange.of(context).target().bodyLimit();
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && longer(length, limit)) {
      countAddress(context, () -> Problem.tooLarge(limit).send(context));
    } else if (headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      countAddress(context, () -> Problem.encodedBody().send(context));
    } else {
      context.next();
    }
  }

  private static boolean longer(String length, long limit) {
    // the server has refused what is no number; one of many digits is more than any limit
    return length.length() > 18 || Long.parseLong(length) > limit;
  }

  private void authenticate(RoutingContext context) {
    List<String> authorization = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    Optional<Client> known = tokens.known(authorization);
    if (known.isPresent()) {
      admit(context, known.get());
    } else {
      tokens
          .check(authorization)
          .subscribe()
          .with(client -> admit(context, client), failure -> reject(context, failure));
    }
  }

  private void admit(RoutingContext context, Client client) {
    count(context, limits.of(client), context::next);
  }

  private void reject(RoutingContext context, Throwable failure) {
    switch (failure) {
      case TokenCheck.KeysAway away ->
          countAddress(
              context, () -> Problem.keysAway(config.timeouts().retryAfter()).send(context));
      case TokenCheck.Unauthenticated none ->
          countAddress(context, () -> Problem.unauthenticated().send(context));
      default -> context.fail(failure);
    }
  }

  private void countAddress(RoutingContext context, Runnable next) {
    count(context, limits.ofAddress(context.request().remoteAddress().hostAddress()), next);
  }

  private void count(RoutingContext context, Allowance allowance, Runnable next) {
    Exchange.of(context).allowance(allowance);
    if (allowance.granted()) {
      next.run();
    } else {
      Problem.tooManyRequests(allowance.retryAfterSeconds()).send(context);
    }
  }

  private void fail(RoutingContext context) {
    switch (context.statusCode()) {
      case 403 -> Problem.foreignOrigin().send(context);
      case 400, 404 -> Problem.notFound().send(context);
      default -> {
        // the message may quote what the client sent, so only its kind is logged
        LOG.errorf("a request failed: %s", kind(context.failure()));
        Problem.unexpected().send(context);
      }
    }
  }

  private static String kind(Throwable failure) {
    return failure == null ? "no cause" : failure.getClass().getName();
  }
}
