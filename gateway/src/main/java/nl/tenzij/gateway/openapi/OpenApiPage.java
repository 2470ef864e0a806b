package nl.tenzij.gateway.openapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.rim.Exchange;
import nl.tenzij.gateway.rim.Problem;
import nl.tenzij.gateway.route.Target;

/** The merged document, open to all, and the page on which it can be tried. */
@ApplicationScoped
public class OpenApiPage {

  private static final String FOLDER = "/nl/tenzij/gateway/docs/";

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
    Map.of(
            "/docs", "index.html",
            "/docs/page.js", "page.js",
            "/docs/page.css", "page.css")
        .forEach((path, file) -> page(router, path, file));
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
      Problem.methodNotAllowed().send(context);
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

  private static void page(Router router, String path, String file) {
    Buffer content = content(file);
    String type =
        switch (file.substring(file.indexOf('.'))) {
          case ".html" -> "text/html; charset=utf-8";
          case ".css" -> "text/css; charset=utf-8";
          default -> "text/javascript; charset=utf-8";
        };
    router
        .get(path)
        .handler(
            context -> {
              Exchange.of(context).target(new Target("gateway", "docs", 0));
              context.response().putHeader("Content-Type", type).end(content);
            });
  }

  private static Buffer content(String file) {
    try (InputStream in = OpenApiPage.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file is missing: " + file);
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
