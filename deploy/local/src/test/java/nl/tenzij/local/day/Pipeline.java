package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A school's pipeline that has itself told by webhook how far messages got. */
final class Pipeline implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> EVENTS =
      List.of("MESSAGE_SENT", "MESSAGE_FAILED", "MESSAGE_CANCELLED");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** By the delivery's id: one that comes again is the same one. */
  private final Map<String, JsonNode> told = new ConcurrentHashMap<>();

  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();

  Pipeline() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Once its school is known there. */
  void subscribe(Stage stage) {
    Map<String, Object> webhook =
        Map.of(
            "url", "http://127.0.0.1:" + server.getAddress().getPort() + "/told", "events", EVENTS);
    Stage.await(
        "the school to reach notification-service",
        () ->
            stage
                .api()
                .post(stage.access().client("pipeline"), stage.cast().at() + "/webhooks", webhook),
        answer -> answer.status() == 201);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      bodies.add(body);
      told.put(id, JSON.readTree(body).path("data"));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** A line for each delivery, without ids. */
  List<String> told() {
    return told.values().stream()
        .map(
            data ->
                String.join(
                    " ",
                    data.path("guardian").asText(),
                    data.path("channel").asText(),
                    data.path("template").asText(),
                    data.path("state").asText()))
        .sorted()
        .toList();
  }

  /** As they came, also more than once. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
