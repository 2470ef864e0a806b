package nl.tenzij.ledger.testkit;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Announces a body of 2 GB and begins to send it, as a bare socket: clients that are decent enough
 * to send it all before they read miss the answer.
 */
final class Oversized {

  private static final long BYTES = 2L << 30;

  private Oversized() {}

  static int status(Operation operation, String path, String token) {
    String head =
        """
        %s %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        {"""
            .formatted(operation.method().toUpperCase(Locale.ROOT), path, token, BYTES);
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return status == null ? 0 : Integer.parseInt(status.split(" ")[1]);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }
}
