package nl.tenzij.ledger.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Failures that never reach a resource (a body over the limit, a broken request) as problems; and
 * who accepts a problem accepts JSON.
 */
@ApplicationScoped
public class EdgeProblems {

  private static final int FIRST = -1000;

  /** Where the server has set its bound for a body that announced no length. */
  private static final int BOUND_SET = -1;

  private static final long MORE = 1 << 20;

  private static final int TOO_LARGE = 413;

  /** In characters. The server itself takes twice as much, so that it is us who answer. */
  static final int LONGEST_TARGET = 8 * 1024;

  static final int LARGEST_HEADERS = 16 * 1024;

  private Problems problems;
  private MemorySize longest;

  protected EdgeProblems() {}

  @Inject
  public EdgeProblems(
      Problems problems,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest) {
    this.problems = problems;
    this.longest = longest;
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(this::refuseTooMuch).failureHandler(this::failed);
    router.route().order(BOUND_SET).handler(EdgeProblems::letReadersRefuse);
  }

  private void refuseTooMuch(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.uri().length() > LONGEST_TARGET) {
      answer(context.response(), 414);
    } else if (size(request.headers()) > LARGEST_HEADERS) {
      answer(context.response(), 431);
    } else if (announcesTooMuch(request)) {
      context.response().putHeader("Connection", "close");
      answer(context.response(), TOO_LARGE);
    } else {
      takeProblemsForJson(request.headers());
      context.next();
    }
  }

  /**
   * Clients that are generated from our documents accept a problem alone of what answers with
   * nothing else that has a body. That is no reason to refuse what they ask.
   */
  private static void takeProblemsForJson(MultiMap headers) {
    if (Problem.MEDIA_TYPE.equals(headers.get("Accept"))) {
      headers.set("Accept", Problem.MEDIA_TYPE + ", application/json");
    }
  }

  private static int size(MultiMap headers) {
    int size = 0;
    for (Map.Entry<String, String> header : headers) {
      size += header.getKey().length() + header.getValue().length();
    }
    return size;
  }

  /** As announced; what announced nothing is refused by who reads it. */
  private boolean announcesTooMuch(HttpServerRequest request) {
    String announced = request.getHeader("Content-Length");
    boolean number = announced != null && announced.matches("[0-9]{1,18}");
    return number && Long.parseLong(announced) > atMost(request);
  }

  private long atMost(HttpServerRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
    return type.contains("json")
        ? Math.min(ApiJson.LONGEST, longest.asLongValue())
        : longest.asLongValue();
  }

  /**
   * Every reader of bodies has a bound, and says so as a problem. The server cuts off at its own
   * without a word: it has to come after theirs.
   */
  private static void letReadersRefuse(RoutingContext context) {
    Long bound = context.get(VertxInputStream.MAX_REQUEST_SIZE_KEY);
    if (bound != null) {
      context.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, bound + MORE);
      if (context.request().headers().contains("Transfer-Encoding")) {
        context.addHeadersEndHandler(head -> leaveTheRest(context));
      }
    }
    context.next();
  }

  /** What is too large may have no end: nobody reads on only to be able to answer more. */
  private static void leaveTheRest(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (context.response().getStatusCode() == TOO_LARGE && !request.isEnded()) {
      context.response().putHeader("Connection", "close");
      context.addEndHandler(done -> request.connection().close());
    }
  }

  private void failed(RoutingContext context) {
    HttpServerResponse response = context.response();
    int status = context.statusCode();
    if (response.ended() || response.headWritten() || status < 400 || status >= 500) {
      context.next();
      return;
    }
    answer(response, status);
  }

  private void answer(HttpServerResponse response, int status) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(problems.write(Problems.ofStatus(status)));
  }
}
