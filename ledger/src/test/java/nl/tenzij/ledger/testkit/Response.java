package nl.tenzij.ledger.testkit;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What came of a {@link Request}. */
record Response(int statusCode, HttpHeaders headers, byte[] asByteArray) {

  /**
   * @return the first of this name; null where there is none
   */
  String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  String contentType() {
    return header("Content-Type");
  }

  String asString() {
    return new String(asByteArray, StandardCharsets.UTF_8);
  }
}
