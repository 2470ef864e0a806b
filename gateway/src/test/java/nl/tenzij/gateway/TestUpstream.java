package nl.tenzij.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tiny service: answers what it was asked, unless the last segment of the path asks for a way to
 * misbehave.
 */
final class TestUpstream implements AutoCloseable {

  private final String name;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final Set<URI> hungUp = ConcurrentHashMap.newKeySet();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private volatile String openapi;

  TestUpstream(String name, int port) {
    this.name = name;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  TestUpstream openapi(String document) {
    openapi = document;
    return this;
  }

  /** What it answers there to who accepts that type. */
  TestUpstream answers(String path, String type, String content) {
    answers.put(path + ' ' + type, content);
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Requests that got as far as this. */
  long answered() {
    return answered.get();
  }

  /** Bytes of bodies read so far. */
  long received() {
    return received.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String accepted = exchange.getRequestHeaders().getFirst("Accept");
      String prepared = answers.get(path + ' ' + accepted);
      if (prepared != null) {
        send(exchange, 200, accepted, prepared);
      } else if (path.equals("/api/v1/openapi.json") && openapi != null) {
        send(exchange, 200, openapi);
      } else if (path.equals("/q/health/ready")) {
        send(exchange, 200, "{\"status\":\"UP\"}");
      } else {
        answered.incrementAndGet();
        behave(exchange, path.substring(path.lastIndexOf('/') + 1));
      }
    }
  }

  private void behave(HttpExchange exchange, String how) throws IOException {
    switch (how) {
      case "silent" -> await();
      case "broken-off" -> {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        await();
      }
      case "hang-up-once" -> {
        if (hungUp.add(exchange.getRequestURI())) {
          exchange.close();
        } else {
          echo(exchange, 200);
        }
      }
      case "refuses-early" -> {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        byte[] refusal = "{\"title\":\"Too much for me\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(413, refusal.length);
        exchange.getResponseBody().write(refusal);
        exchange.getResponseBody().flush();
        await();
      }
      case "hangs-up-midway" -> {
        received.addAndGet(exchange.getRequestBody().readNBytes(1024).length);
        exchange.close();
      }
      case "no-content" -> exchange.sendResponseHeaders(204, -1);
      case "not-modified" -> exchange.sendResponseHeaders(304, -1);
      case "created" -> {
        exchange.getResponseHeaders().set("Location", url() + "/api/v1/schools/s/incidents/1");
        echo(exchange, 201);
      }
      case "elsewhere" -> {
        exchange.getResponseHeaders().set("Location", "https://attacker.example/");
        echo(exchange, 201);
      }
      case "refuses-method" -> {
        exchange.getResponseHeaders().set("Allow", "GET");
        echo(exchange, 405);
      }
      case "talkative" -> {
        exchange.getResponseHeaders().set("Server", "Inside/1.0");
        exchange.getResponseHeaders().set("X-Powered-By", "secrets");
        exchange.getResponseHeaders().set("Set-Cookie", "a=b");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().set("X-Frame-Options", "ALLOWALL");
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        exchange.getResponseHeaders().set("Tenzij-Consistency-Token", "0.12");
        echo(exchange, 200);
      }
      default -> echo(exchange, 200);
    }
  }

  private void echo(HttpExchange exchange, int status) throws IOException {
    long bytes = 0;
    byte[] chunk = new byte[64 * 1024];
    InputStream body = exchange.getRequestBody();
    for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
      bytes += read;
      received.addAndGet(read);
    }
    var headers = new JsonObject();
    exchange
        .getRequestHeaders()
        .forEach((header, values) -> headers.put(header.toLowerCase(), List.copyOf(values)));
    send(
        exchange,
        status,
        new JsonObject()
            .put("service", name)
            .put("method", exchange.getRequestMethod())
            .put("uri", exchange.getRequestURI().toString())
            .put("bytes", bytes)
            .put("headers", headers)
            .encode());
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    send(exchange, status, "application/json", json);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  /** Holds the exchange until the server goes: this service never answers. */
  private void await() {
    try {
      closed.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
