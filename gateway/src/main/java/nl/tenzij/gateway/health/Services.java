package nl.tenzij.gateway.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import nl.tenzij.gateway.GatewayConfig;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the services behind the gateway are ready. Part of {@code /health} for people and
 * dashboards, not of {@code /health/ready}: with one service away the gateway still serves the
 * others, and an orchestrator that took it out would take them all away.
 */
@Wellness
@ApplicationScoped
public class Services implements AsyncHealthCheck {

  private final GatewayConfig config;
  private final HttpClient client;
  private Future<Map<String, Boolean>> asked;
  private long askedAt;

  Services(Vertx vertx, GatewayConfig config) {
    this.config = config;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) config.timeouts().connect().toMillis()));
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().completionStage(() -> ready().toCompletionStage()).map(this::response);
  }

  private HealthCheckResponse response(Map<String, Boolean> ready) {
    var response = HealthCheckResponse.named("services").status(!ready.containsValue(false));
    new TreeMap<>(ready).forEach((name, up) -> response.withData(name, up ? "UP" : "DOWN"));
    return response.build();
  }

  /** Asked at most once a second, however often the page is read. */
  private synchronized Future<Map<String, Boolean>> ready() {
    long now = System.nanoTime();
    if (asked == null || (asked.isComplete() && now - askedAt > 1_000_000_000L)) {
      askedAt = now;
      Map<String, Boolean> ready = new ConcurrentHashMap<>();
      List<Future<Boolean>> answers = new ArrayList<>();
      config
          .services()
          .forEach(
              (name, service) ->
                  answers.add(ready(service.url()).onSuccess(up -> ready.put(name, up))));
      asked = Future.join(answers).map(all -> ready);
    }
    return asked;
  }

  private Future<Boolean> ready(URI url) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url.resolve("/q/health/ready").toString())
            .setTimeout(config.timeouts().health().toMillis());
    return client
        .request(options)
        .compose(request -> request.send())
        .map(
            response -> {
              response.request().reset();
              return response.statusCode() == 200;
            })
        .otherwise(false);
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
