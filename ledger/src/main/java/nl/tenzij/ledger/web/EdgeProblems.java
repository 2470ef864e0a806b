package nl.tenzij.ledger.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Failures that never reach a resource (a body over the limit, a broken request) as problems. */
@ApplicationScoped
public class EdgeProblems {

  private static final int FIRST = -1000;

  private Problems problems;

  protected EdgeProblems() {}

  @Inject
  public EdgeProblems(Problems problems) {
    this.problems = problems;
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).failureHandler(this::answer);
  }

  private void answer(RoutingContext context) {
    HttpServerResponse response = context.response();
    int status = context.statusCode();
    if (response.ended() || response.headWritten() || status < 400 || status >= 500) {
      context.next();
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(problems.write(Problems.ofStatus(status)));
  }
}
