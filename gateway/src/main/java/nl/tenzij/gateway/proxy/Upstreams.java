package nl.tenzij.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.rim.Exchange;

/** The services, each with its own bounded pool: one that hangs does not starve the others. */
@ApplicationScoped
public class Upstreams {

  /** An upgraded connection would go past all that looks at requests. */
  private static final ProxyOptions PLAIN = new ProxyOptions().setSupportWebSocket(false);

  private record Upstream(URI url, HttpClient client) {}

  private final GatewayConfig config;
  private final Map<String, Upstream> upstreams = new HashMap<>();

  Upstreams(Vertx vertx, GatewayConfig config) {
    this.config = config;
    var pool = new PoolOptions().setHttp1MaxSize(config.connectionsPerService());
    config
        .services()
        .forEach(
            (name, service) ->
                upstreams.put(name, new Upstream(service.url(), client(vertx, pool))));
  }

  private HttpClient client(Vertx vertx, PoolOptions pool) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) config.timeouts().connect().toMillis())
            .setMaxWaitQueueSize(config.waitingPerService())
            // shorter than the services keep an idle connection, so that none is used as it closes
            .setKeepAliveTimeout(20),
        pool);
  }

  /** Passes the request on to its target and the answer back. */
  public void pass(RoutingContext context) {
    Upstream upstream = upstreams.get(Exchange.of(context).target().service());
    var passage = new Passage(context, upstream.url(), config.timeouts());
    HttpProxy.reverseProxy(PLAIN, upstream.client())
        .origin(passage::open)
        .addInterceptor(passage)
        .handle(context.request());
  }

  @PreDestroy
  void close() {
    upstreams.values().forEach(upstream -> upstream.client().close());
  }
}
