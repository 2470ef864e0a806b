package nl.tenzij.gateway.openapi;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.page.PageFiles;
import nl.tenzij.gateway.rim.Exchange;
import nl.tenzij.gateway.rim.Problem;
import nl.tenzij.gateway.route.Target;

/** The merged document, open to all, and the page on which it can be tried. */
@ApplicationScoped
public class OpenApiPage {

  private final Documents documents;
  private final GatewayConfig config;

  OpenApiPage(Documents documents, GatewayConfig config) {
    this.documents = documents;
    this.config = config;
  }

  /**
   * @param counted counts a request against its address and goes on where there is quota left
   */
  public void register(Router router, BiConsumer<RoutingContext, Runnable> counted) {
    router
        .route("/api/v1/openapi.json")
        .handler(context -> counted.accept(context, () -> document(context)));
    var files = new PageFiles("docs");
    Map.of(
            "/docs", "index.html",
            "/docs/page.js", "page.js",
            "/docs/page.css", "page.css")
        .forEach((path, file) -> files.serve(router, path, file));
    router
        .get("/")
        .handler(
            context -> context.response().setStatusCode(303).putHeader("Location", "/docs").end());
  }

  private void document(RoutingContext context) {
    Exchange.of(context).target(new Target("gateway", "openapi.json", 0));
    var response = context.response();
    response.putHeader("Access-Control-Allow-Origin", "*");
    if (context.request().method() == HttpMethod.OPTIONS) {
      response.putHeader("Access-Control-Allow-Methods", "GET").setStatusCode(204).end();
    } else if (context.request().method() != HttpMethod.GET
        && context.request().method() != HttpMethod.HEAD) {
      Problem.sendNotAllowed(context, "GET, HEAD");
    } else {
      documents.merged().onSuccess(document -> answer(context, document)).onFailure(context::fail);
    }
  }

  private void answer(RoutingContext context, Optional<Documents.Document> found) {
    if (found.isEmpty()) {
      Problem.away(config.timeouts().retryAfter()).send(context);
      return;
    }
    var document = found.get();
    var response = context.response();
    response.putHeader("ETag", document.etag());
    response.putHeader("Cache-Control", "public, no-cache");
    if (document.etag().equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader("Content-Type", "application/json");
      response.end(document.body());
    }
  }
}
