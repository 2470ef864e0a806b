package nl.tenzij.gateway.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import nl.tenzij.gateway.rim.Exchange;
import nl.tenzij.gateway.rim.Problem;
import nl.tenzij.gateway.route.Target;

/**
 * The files of a page that the gateway serves itself, read once.
 *
 * @param name of the page, and of its folder beside the gateway's classes
 */
public record PageFiles(String name) {

  /** Serves a file at a path. */
  public void serve(Router router, String path, String file) {
    serve(router, path, type(file), content(file));
  }

  /** Serves content at a path. */
  public void serve(Router router, String path, String type, Buffer content) {
    router
        .route(path)
        .handler(
            context -> {
              Exchange.of(context).target(new Target("gateway", name, 0));
              HttpMethod method = context.request().method();
              if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
                context.response().putHeader("Content-Type", type).end(content);
              } else {
                Problem.sendNotAllowed(context, "GET, HEAD");
              }
            });
  }

  private static String type(String file) {
    return switch (file.substring(file.indexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml; charset=utf-8";
      default -> "text/javascript; charset=utf-8";
    };
  }

  private Buffer content(String file) {
    String path = "/nl/tenzij/gateway/" + name + '/' + file;
    try (InputStream in = PageFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the page's file is missing: " + file);
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
