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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.rim.Exchange;

/** The services, each with its own bounded pool: one that hangs does not starve the others. */
@ApplicationScoped
public class Upstreams {

  /** An upgraded connection would go past all that looks at requests. */
  private static final ProxyOptions PLAIN = new ProxyOptions().setSupportWebSocket(false);

  /**
   * A service and its connections, of which each event loop has its own share: what a request's two
   * connections say to each other then never goes from one thread to another.
   */
  private record Upstream(URI url, Map<Thread, HttpClient> clients) {}

  private final Vertx vertx;
  private final GatewayConfig config;
  private final int loops;
  private final Map<String, Upstream> upstreams = new HashMap<>();

  Upstreams(Vertx vertx, GatewayConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.loops =
        (int) StreamSupport.stream(vertx.nettyEventLoopGroup().spliterator(), false).count();
    config
        .services()
        .forEach(
            (name, service) ->
                upstreams.put(name, new Upstream(service.url(), new ConcurrentHashMap<>())));
  }

  private HttpClient client(Thread loop) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) config.timeouts().connect().toMillis())
            .setMaxWaitQueueSize(Math.ceilDiv(config.waitingPerService(), loops))
            // shorter than the services keep an idle connection, so that none is used as it closes
            .setKeepAliveTimeout(20),
        new PoolOptions().setHttp1MaxSize(Math.ceilDiv(config.connectionsPerService(), loops)));
  }

  /** Passes the request on to its target and the answer back. */
  public void pass(RoutingContext context) {
    Upstream upstream = upstreams.get(Exchange.of(context).target().service());
    var client = upstream.clients().computeIfAbsent(Thread.currentThread(), this::client);
    var passage = new Passage(context, upstream.url(), config.timeouts());
    HttpProxy.reverseProxy(PLAIN, client)
        .origin(passage::open)
        .addInterceptor(passage)
        .handle(context.request());
  }

  @PreDestroy
  void close() {
    upstreams.values().forEach(upstream -> upstream.clients().values().forEach(HttpClient::close));
  }
}
