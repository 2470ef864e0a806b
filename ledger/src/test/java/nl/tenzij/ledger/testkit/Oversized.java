package nl.tenzij.ledger.testkit;

import io.restassured.RestAssured;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bodies that are too large, from a bare socket: clients that are decent enough to send it all
 * before they read miss the answer.
 */
public final class Oversized {

  private static final long BYTES = 2L << 30;
  private static final int CHUNK = 64 << 10;

  private Oversized() {}

  /** Announces 2 GB and begins to send it. */
  static int status(Operation operation, String path, String token) {
    String length = "Content-Length: " + BYTES;
    try (Socket socket = open(operation.method(), path, token, "application/json", length)) {
      write(socket.getOutputStream(), "{");
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return status == null ? 0 : Integer.parseInt(status.split(" ")[1]);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  /**
   * Announces nothing, and sends blanks in chunks. What is one byte too long is all read before it
   * is refused, so that the answer is not lost.
   *
   * @return the answer, with its head
   */
  public static String chunked(String method, String path, String token, String type, long bytes) {
    try (Socket socket = open(method, path, token, type, "Transfer-Encoding: chunked")) {
      OutputStream to = new BufferedOutputStream(socket.getOutputStream(), 2 * CHUNK);
      byte[] blanks = new byte[CHUNK];
      Arrays.fill(blanks, (byte) ' ');
      for (long left = bytes; left > 0; left -= CHUNK) {
        int length = (int) Math.min(CHUNK, left);
        write(to, Integer.toHexString(length) + "\r\n");
        to.write(blanks, 0, length);
        write(to, "\r\n");
      }
      write(to, "0\r\n\r\n");
      to.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  private static Socket open(String method, String path, String token, String type, String length)
      throws IOException {
    Socket socket = new Socket("127.0.0.1", RestAssured.port);
    socket.setSoTimeout(20_000);
    String head =
        """
        %s %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: %s
        Connection: close
        %s

        """
            .formatted(method.toUpperCase(Locale.ROOT), path, token, type, length);
    write(socket.getOutputStream(), head.replace("\n", "\r\n"));
    return socket;
  }

  private static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
