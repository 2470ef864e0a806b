package nl.tenzij.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.limit.BoundedStream;
import nl.tenzij.gateway.route.RouteTable;
import org.jboss.logging.Logger;

/**
 * Keeps the merged document. A service that is away keeps the place it had; one that never answered
 * is missing until it does, and is asked again soon.
 */
@ApplicationScoped
public class Documents {

  private static final Logger LOG = Logger.getLogger(Documents.class);

  /**
   * The merged document as it is sent.
   *
   * @param etag strong, quoted
   */
  public record Document(Buffer body, String etag) {}

  private record Built(Document document, long until) {
    boolean fresh() {
      return System.nanoTime() - until < 0;
    }
  }

  private final GatewayConfig config;
  private final RouteTable routes;
  private final ObjectMapper json;
  private final HttpClient client;
  private final Map<String, JsonNode> known = new ConcurrentHashMap<>();
  private volatile Built built;
  private Future<Optional<Document>> building;

  Documents(Vertx vertx, GatewayConfig config, RouteTable routes, ObjectMapper json) {
    this.config = config;
    this.routes = routes;
    this.json = json;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) config.timeouts().connect().toMillis()));
  }

  /** Empty while no service has answered yet. */
  public Future<Optional<Document>> merged() {
    Built now = built;
    if (now != null && now.fresh()) {
      return Future.succeededFuture(Optional.of(now.document()));
    }
    return build();
  }

  /** All who ask meanwhile wait for the one building. */
  private synchronized Future<Optional<Document>> build() {
    if (building == null || building.isComplete()) {
      List<Future<Boolean>> fetches = new ArrayList<>();
      config.services().forEach((name, service) -> fetches.add(fetch(name, service.url())));
      building = Future.join(fetches).map(all -> merge(allOf(fetches)));
    }
    return building;
  }

  private static boolean allOf(List<Future<Boolean>> fetches) {
    return fetches.stream().allMatch(Future::result);
  }

  /** Whether the service gave a document just now. */
  private Future<Boolean> fetch(String name, URI url) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url.resolve("/api/v1/openapi.json").toString())
            .putHeader("Accept", "application/json")
            .setTimeout(config.timeouts().openapi().toMillis());
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(this::read)
        .map(document -> known.put(name, document) != null || known.containsKey(name))
        .otherwise(
            failure -> {
              LOG.infof("no OpenAPI document from the %s service: %s", name, failure.getClass());
              return false;
            });
  }

  private Future<JsonNode> read(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      response.request().reset();
      return Future.failedFuture(new IOException("status " + response.statusCode()));
    }
    response.pause();
    return new BoundedStream(response, config.openapi().largest().asLongValue())
        .collect()
        .compose(this::parse)
        .onFailure(failure -> response.request().reset());
  }

  private Future<JsonNode> parse(Buffer content) {
    try {
      JsonNode document = json.readTree(content.getBytes());
      return document.path("paths").isObject()
          ? Future.succeededFuture(document)
          : Future.failedFuture(new IOException("no paths in it"));
    } catch (IOException garbled) {
      return Future.failedFuture(garbled);
    }
  }

  private Optional<Document> merge(boolean complete) {
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Document document = document(new MergedDocument(config, routes).of(known));
    var keep = complete ? config.openapi().keep() : config.openapi().keepIncomplete();
    built = new Built(document, System.nanoTime() + keep.toNanos());
    return Optional.of(document);
  }

  private Document document(ObjectNode merged) {
    try {
      byte[] bytes = json.writeValueAsBytes(merged);
      var sum = new CRC32C();
      sum.update(bytes);
      String etag = "\"" + bytes.length + "-" + HexFormat.of().toHexDigits((int) sum.getValue());
      return new Document(Buffer.buffer(bytes), etag + "\"");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can't be written", impossible);
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
