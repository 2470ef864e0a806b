package nl.tenzij.gateway.proxy;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.limit.BoundedStream;
import nl.tenzij.gateway.limit.WatchedStream;
import nl.tenzij.gateway.rim.Exchange;
import nl.tenzij.gateway.rim.Problem;
import org.jboss.logging.Logger;

/**
 * One request's way to its service and back: clean path, allowed headers, a bounded body, and an
 * answer in time whatever the service does.
 */
final class Passage implements ProxyInterceptor {

  private static final Logger LOG = Logger.getLogger(Passage.class);

  private final RoutingContext routing;
  private final Exchange exchange;
  private final URI service;
  private final GatewayConfig.Timeouts timeouts;
  private BoundedStream body;
  private HttpClientRequest outgoing;
  private long timer = -1;
  private boolean late;

  Passage(RoutingContext routing, URI service, GatewayConfig.Timeouts timeouts) {
    this.routing = routing;
    this.exchange = Exchange.of(routing);
    this.service = service;
    this.timeouts = timeouts;
  }

  /** Opens the request to the service. */
  Future<HttpClientRequest> open(ProxyContext context) {
    var options =
        new RequestOptions()
            .setHost(service.getHost())
            .setPort(port())
            .setSsl("https".equals(service.getScheme()))
            .setConnectTimeout(timeouts.connect().toMillis());
    return context.client().request(options).onSuccess(request -> outgoing = request);
  }

  private int port() {
    if (service.getPort() > 0) {
      return service.getPort();
    }
    return "https".equals(service.getScheme()) ? 443 : 80;
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    ProxyRequest request = context.request();
    HttpServerRequest incoming = request.proxiedRequest();
    String query = incoming.query();
    request.setURI(exchange.path().written() + (query == null ? "" : "?" + query));
    Headers.toService(request.headers());
    request.putHeader("X-Request-Id", exchange.id());
    body = new BoundedStream(request.getBody().stream(), exchange.target().bodyLimit());
    request.setBody(Body.body(body, request.getBody().length()));
    if (incoming.headers().contains(HttpHeaders.EXPECT)) {
      incoming.response().writeContinue();
    }
    watchRequest(timeouts.firstByte());
    return context
        .sendRequest()
        .recover(failure -> again(context, failure))
        .onComplete(done -> unwatch())
        .recover(failure -> Future.succeededFuture(answer(request, problem(failure))));
  }

  /**
   * A kept connection can close under a request's feet. Reading once more does no harm; whether a
   * write was done is not known, so that is for the client to repeat, with its Idempotency-Key.
   */
  private Future<ProxyResponse> again(ProxyContext context, Throwable failure) {
    ProxyRequest request = context.request();
    boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    if (late || !reads || !body.ended() || !(failure instanceof HttpClosedException)) {
      return Future.failedFuture(failure);
    }
    request.setBody(null);
    return context.sendRequest();
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    ProxyResponse response = context.response();
    if (response.getStatusMessage() != null) {
      // the status says it; a reason phrase is free text from inside
      response.setStatusMessage(null);
    }
    Headers.toClient(response.headers(), service);
    if (outgoing == null || response.getBody() == null) {
      return context.sendResponse();
    }
    if (!body.ended()) {
      endEarly();
    }
    var answer = new AnswerStream(response.getBody().stream(), routing);
    response.setBody(Body.body(answer, response.getBody().length()));
    watchAnswer(answer, timeouts.idle());
    return context.sendResponse().onComplete(done -> unwatch());
  }

  /** The service has heard enough: the rest of the request is for nobody. */
  private void endEarly() {
    routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    routing.addEndHandler(
        end -> {
          outgoing.reset();
          Problem.discard(routing);
        });
  }

  /** Ends what stands still: a client that sends no more, or a service that does not answer. */
  private void watchRequest(Duration left) {
    timer =
        routing
            .vertx()
            .setTimer(
                left.toMillis() + 1,
                id -> {
                  Duration patience = body.ended() ? timeouts.firstByte() : timeouts.idle();
                  Duration more = left(body, patience);
                  if (more.isPositive()) {
                    watchRequest(more);
                  } else {
                    late = true;
                    giveUp();
                  }
                });
  }

  private void watchAnswer(WatchedStream answer, Duration left) {
    timer =
        routing
            .vertx()
            .setTimer(
                left.toMillis() + 1,
                id -> {
                  Duration more = left(answer, timeouts.idle());
                  if (more.isPositive()) {
                    watchAnswer(answer, more);
                  } else {
                    giveUp();
                  }
                });
  }

  private static Duration left(WatchedStream stream, Duration patience) {
    return patience.minusNanos(System.nanoTime() - stream.lastMove());
  }

  private void giveUp() {
    if (outgoing != null) {
      outgoing.reset(0, new TimeoutException());
    }
  }

  private void unwatch() {
    routing.vertx().cancelTimer(timer);
  }

  private Problem problem(Throwable failure) {
    if (body.exceeded()) {
      return Problem.tooLarge(exchange.target().bodyLimit());
    }
    if (late) {
      return body.ended() ? Problem.late() : Problem.stalled();
    }
    LOG.infof(
        "the %s service did not answer %s: %s",
        exchange.target().service(), exchange.id(), failure.getClass().getName());
    if (outgoing != null && !body.ended()) {
      return Problem.brokenOff();
    }
    return switch (failure) {
      case ConnectTimeoutException timeout -> Problem.away(timeouts.retryAfter());
      case ConnectionPoolTooBusyException busy -> Problem.away(timeouts.retryAfter());
      case HttpClosedException closed -> Problem.away(timeouts.retryAfter());
      case StreamResetException broken -> Problem.away(timeouts.retryAfter());
      case TimeoutException noConnection -> Problem.away(timeouts.retryAfter());
      case IOException unreachable -> Problem.away(timeouts.retryAfter());
      default -> Problem.garbled();
    };
  }

  private ProxyResponse answer(ProxyRequest request, Problem problem) {
    boolean unread = !request.proxiedRequest().isEnded();
    ProxyResponse response = request.release().response();
    outgoing = null;
    response.setStatusCode(problem.status());
    response.putHeader("Content-Type", Problem.MEDIA_TYPE);
    problem
        .retryAfter()
        .ifPresent(seconds -> response.putHeader("Retry-After", Long.toString(seconds)));
    response.setBody(Body.body(problem.body()));
    if (unread) {
      routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      routing.addEndHandler(end -> Problem.discard(routing));
    }
    return response;
  }
}
