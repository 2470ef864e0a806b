package nl.tenzij.local.day;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Takes in the traces that services export (OTLP over HTTP), and shows all that is in them. */
final class Collector implements AutoCloseable {

  private static final String PATH = "/v1/traces";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ResourceSpans> taken = new CopyOnWriteArrayList<>();

  Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    server.setExecutor(threads);
    server.createContext(PATH, this::take);
    server.start();
  }

  /**
   * Settings by which a service exports to it, soon after each span ended.
   *
   * @param control a word that then stands in each export
   */
  List<String> settings(String control) {
    return List.of(
        "-Dquarkus.otel.exporter.otlp.endpoint=http://localhost:" + server.getAddress().getPort(),
        "-Dquarkus.otel.exporter.otlp.protocol=http/protobuf",
        "-Dquarkus.otel.bsp.schedule.delay=500ms",
        "-Dquarkus.otel.resource.attributes=control=" + control);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream body = exchange.getRequestBody();
      taken.addAll(
          ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body)
              .getResourceSpansList());
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** What came from each service so far. */
  Map<String, List<Span>> spans() {
    return taken.stream()
        .collect(
            Collectors.groupingBy(
                Collector::service,
                TreeMap::new,
                Collectors.flatMapping(
                    one ->
                        one.getScopeSpansList().stream()
                            .flatMap(scope -> scope.getSpansList().stream()),
                    Collectors.toList())));
  }

  /** Every text of every export of each service, a line each: names, keys and values. */
  Map<String, String> texts() {
    return taken.stream()
        .collect(
            Collectors.groupingBy(
                Collector::service,
                TreeMap::new,
                Collectors.flatMapping(Collector::texts, Collectors.joining("\n"))));
  }

  private static String service(ResourceSpans of) {
    return attribute(of.getResource().getAttributesList(), "service.name");
  }

  /** An attribute's text, empty where there is none. */
  static String attribute(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(each -> each.getKey().equals(key))
        .findFirst()
        .map(each -> each.getValue().getStringValue())
        .orElse("");
  }

  private static Stream<String> texts(Message message) {
    return message.getAllFields().entrySet().stream()
        .flatMap(
            field ->
                field.getKey().isRepeated()
                    ? ((List<?>) field.getValue())
                        .stream().flatMap(one -> texts(field.getKey(), one))
                    : texts(field.getKey(), field.getValue()));
  }

  private static Stream<String> texts(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> texts((Message) value);
      case STRING -> Stream.of((String) value);
      default -> Stream.empty();
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
