package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** What nobody who writes a resource thinks of. */
final class Oddities {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t\r\n",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "a\udfff",
          "\ufeff\u202e\u2066",
          "👩‍👩‍👧‍👦".repeat(40),
          "Z\u0351\u036b\u0343".repeat(200),
          "İıſK",
          "مرحبا",
          "x".repeat(200),
          "x".repeat(5_000),
          "é".repeat(110_000),
          "'; drop table event; --",
          "\" or 1=1 --",
          "${jndi:ldap://example.org/a}",
          "{{7*7}}{inject:vertx}",
          "../../../etc/passwd",
          "<script>alert(1)</script>",
          "%s%n%00%",
          "null",
          "NaN",
          "-1",
          "1e309",
          "true");

  static final List<String> MOMENTS =
      List.of(
          "2026-02-30",
          "2026-13-01",
          "0000-00-00",
          "-0001-01-01",
          "+999999999-12-31",
          "9999-12-31",
          "1899-12-31",
          "2200-12-31",
          "20261122",
          "2026-11-22T25:61:61Z",
          "2026-11-22T23:59:60Z",
          "2026-11-22T10:00:00",
          "2026-11-22T10:00:00+19:00",
          "2026-11-22T10:00:00.123456789123Z",
          "2026-10-25T02:30:00+02:00",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "24:00",
          "P",
          "-P1D",
          "P1000000Y",
          "PT9223372036854775807S",
          "P2147483648D",
          "Europe/Atlantis");

  static final List<String> IDS =
      List.of(
          "%00",
          "a%00b",
          "%ff",
          "%ed%a0%80",
          "%2e%2e",
          "..%2f..%2fopenapi.json",
          "%252e%252e",
          "%20",
          "%0d%0aset-cookie:a=b",
          "%e2%80%ae",
          "%f0%9f%91%a9",
          "x;a=b",
          "null",
          "-1",
          "0",
          "99999999999999999999",
          "00000000-0000-0000-0000-000000000000",
          "1-1-1-1-1",
          "%7bid%7d",
          "a".repeat(129),
          "a".repeat(3_000),
          "'%20or%201=1--");

  /** Header values, where only what a client library lets through can be sent. */
  static final List<String> HEADERS =
      List.of(
          "",
          " ",
          "*",
          "\"1\"",
          "\"0\"",
          "\"2\", \"3\"",
          "W/\"1\"",
          "\"-1\"",
          "\"99999999999999999999\"",
          "\"",
          "1",
          "same",
          "k".repeat(255),
          "k".repeat(256),
          "k".repeat(4_000),
          "\u00e9\u00ff",
          "0:0",
          "0.0",
          "3.99999999999999999999",
          "AAAA",
          "a,b;c=\"d",
          "application/json;q=abc",
          "text/html",
          "*/*;q=0",
          "../..",
          "nl-NL,tr;q=0.5",
          "x-klingon");

  static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/",
          "/",
          "json",
          "application/json;charset=bogus",
          "application/json;charset=utf-16",
          "application/json;charset",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data;boundary=x",
          "application/octet-stream",
          "application/problem+json",
          "application/*");

  private static final List<byte[]> BODIES = bodies();

  private final Random random;

  Oddities(Random random) {
    this.random = random;
  }

  <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  byte[] body() {
    return any(BODIES);
  }

  private static List<byte[]> bodies() {
    List<byte[]> all = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "17",
            "\"text\"",
            "[]",
            "[{}]",
            "{",
            "{}{}",
            "{\"a\":",
            "{'a': 1}",
            "{\"a\": 1,}",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\": NaN}",
            "{\"a\": 1e999999999}",
            "{\"a\": " + "9".repeat(5_000) + "}",
            "{\"\\ud800\": \"\\udfff\"}",
            "{\"\": \"\"}",
            "{\"__proto__\": {\"a\": 1}, \"@class\": \"java.lang.Object\"}",
            "[".repeat(40) + "]".repeat(40),
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "// comment\n{}",
            "\ufeff{}")) {
      all.add(text.getBytes(StandardCharsets.UTF_8));
    }
    all.add("{}".getBytes(StandardCharsets.UTF_16));
    all.add(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
    all.add(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
    all.add(new byte[] {'{', 0, '}'});
    all.add(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    return List.copyOf(all);
  }

  private JsonNode value() {
    return switch (random.nextInt(12)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(any(List.of(0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE)));
      case 3 -> JSON.numberNode(any(List.of(Long.MAX_VALUE, Long.MIN_VALUE, 2_147_483_648L)));
      case 4 -> JSON.numberNode(new BigDecimal(any(List.of("0.5", "1e300", "-1e-300", "1.0"))));
      case 5 -> JSON.numberNode(BigInteger.TEN.pow(60));
      case 6 -> JSON.arrayNode();
      case 7 -> JSON.objectNode();
      case 8 -> JSON.arrayNode().add(JSON.nullNode()).add(JSON.objectNode()).add(1);
      case 9 -> deep();
      case 10 -> JSON.textNode(any(MOMENTS));
      default -> JSON.textNode(any(TEXTS));
    };
  }

  private JsonNode deep() {
    JsonNode node = JSON.textNode("deep");
    for (int i = random.nextInt(60); i > 0; i--) {
      node =
          random.nextBoolean() ? JSON.arrayNode().add(node) : JSON.objectNode().set("deeper", node);
    }
    return node;
  }

  /** Puts something in the place of one value, wherever it stands. */
  JsonNode replaced(JsonNode whole) {
    return changed(whole, (parent, at) -> put(parent, at, value()));
  }

  JsonNode without(JsonNode whole) {
    return changed(whole, Oddities::remove);
  }

  JsonNode nulled(JsonNode whole) {
    return changed(whole, (parent, at) -> put(parent, at, JSON.nullNode()));
  }

  /** With a field that nobody named, or with an element too many. */
  JsonNode extended(JsonNode whole) {
    JsonNode copy = whole.deepCopy();
    List<JsonNode> containers = new ArrayList<>();
    containers(copy, containers);
    if (containers.isEmpty()) {
      return copy;
    }
    switch (any(containers)) {
      case ObjectNode object -> object.set(any(TEXTS), value());
      case ArrayNode array -> {
        JsonNode more = array.isEmpty() ? value() : array.get(0);
        for (int i = any(List.of(1, 2, 41, 1_001)); i > 0; i--) {
          array.add(more);
        }
      }
      default -> throw new IllegalStateException("no container");
    }
    return copy;
  }

  private JsonNode changed(JsonNode whole, BiConsumer<JsonNode, Object> change) {
    JsonNode copy = whole.deepCopy();
    List<Runnable> places = new ArrayList<>();
    places(copy, change, places);
    if (places.isEmpty()) {
      return value();
    }
    any(places).run();
    return copy;
  }

  private static void places(
      JsonNode node, BiConsumer<JsonNode, Object> change, List<Runnable> found) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              found.add(() -> change.accept(node, name));
              places(node.get(name), change, found);
            });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        int at = i;
        found.add(() -> change.accept(node, at));
        places(node.get(i), change, found);
      }
    }
  }

  private static void containers(JsonNode node, List<JsonNode> found) {
    if (node.isContainerNode()) {
      found.add(node);
      node.forEach(child -> containers(child, found));
    }
  }

  private static void put(JsonNode parent, Object at, JsonNode value) {
    switch (parent) {
      case ObjectNode object -> object.set((String) at, value);
      case ArrayNode array -> array.set((int) at, value);
      default -> throw new IllegalStateException("no container");
    }
  }

  private static void remove(JsonNode parent, Object at) {
    switch (parent) {
      case ObjectNode object -> object.remove((String) at);
      case ArrayNode array -> array.remove((int) at);
      default -> throw new IllegalStateException("no container");
    }
  }
}
