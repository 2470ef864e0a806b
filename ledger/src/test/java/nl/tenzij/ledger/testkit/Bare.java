package nl.tenzij.ledger.testkit;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests that no client library would send, as bytes, and what comes back until it is closed. */
final class Bare {

  private static final String OPEN = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n";
  private static final String END = "Connection: close\r\n\r\n";

  private Bare() {}

  /** By what is wrong with each: what the rim itself answers. */
  static Map<String, String> tooMuch() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("414", "GET /api/v1/" + "a".repeat(8_200) + " HTTP/1.1\r\nHost: a\r\n" + END);
    all.put("431", OPEN + ("X-A: " + "a".repeat(5_000) + "\r\n").repeat(4) + END);
    return all;
  }

  /** By what is wrong with each: no HTTP at all, or not for long. */
  static Map<String, String> improper() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("no method", "/api/v1/openapi.json\r\n\r\n");
    all.put("a made-up protocol", "GET /api/v1/openapi.json SIP/2.0\r\n\r\n");
    all.put("an address far too long", "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\n\r\n");
    all.put("headers far too large", OPEN + "X-A: " + "a".repeat(80_000) + "\r\n\r\n");
    all.put("a header without a colon", OPEN + "nonsense\r\n" + END);
    all.put("a NUL in a header", OPEN + "X-A: a\0b\r\n" + END);
    all.put("a broken escape", "GET /api/v1/schools/%zz HTTP/1.1\r\nHost: a\r\n" + END);
    all.put("a space in the address", "GET /api/v1/a b HTTP/1.1\r\nHost: a\r\n" + END);
    all.put("a length that is none", OPEN + "Content-Length: -5\r\n" + END);
    all.put("two lengths", OPEN + "Content-Length: 1\r\nContent-Length: 2\r\n" + END + "ab");
    all.put("a chunk that is none", OPEN + "Transfer-Encoding: chunked\r\n" + END + "zz\r\n\r\n");
    all.put("another site's address", "GET http://b/api/v1/x HTTP/1.1\r\nHost: a\r\n" + END);
    all.put("no host", "GET /api/v1/no-such-thing HTTP/1.1\r\n" + END);
    return all;
  }

  static String answer(String request) {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }
}
