package nl.tenzij.exception;

import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.junit.jupiter.api.Test;

/**
 * A file of evidence at its bound and beyond, as bytes on a bare socket: clients that send all
 * before they read miss the answer.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class EvidenceSizeTest {

  private static final int BOUND = 5 << 20;
  private static final int CHUNK = 64 << 10;

  /** What can be on its way between two ends of a connection on one machine. */
  private static final long ON_ITS_WAY = 24L << 20;

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");
  private static final String ANNOUNCED = "Content-Length: %d";
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  @Inject Pool pool;

  @Test
  void whatIsAtTheBoundIsTakenWhole() throws IOException {
    var course = Course.begin().requested("fatma");
    byte[] file = pdf(BOUND);

    for (boolean chunked : List.of(false, true)) {
      assertThat(sent(course, file, chunked)).startsWith("HTTP/1.1 201 ");
    }

    Response read = ok(as("cora").get(course.at()));
    assertThat(read.<List<Integer>>path("evidence.bytes")).containsExactly(BOUND, BOUND);
    List<String> files = read.path("evidence.id");
    for (String id : files) {
      byte[] kept =
          ok(post(
                  as("cora"),
                  course.at() + "/evidence/" + id + "/readings",
                  "{\"reason\": \"To weigh the request\"}"))
              .asByteArray();
      assertThat(Arrays.equals(kept, file)).isTrue();
    }
  }

  @Test
  void whatIsOneByteLargerIsRefusedAndNotKept() throws IOException {
    var course = Course.begin().requested("fatma");
    byte[] file = pdf(BOUND + 1);

    for (boolean chunked : List.of(false, true)) {
      refused(sent(course, file, chunked));
    }

    nothingIsKept(course);
  }

  /** The answer comes while it is still sent: no more is taken in than what the bound lets in. */
  @Test
  void whatHasNoEndIsCutOff() throws IOException {
    var course = Course.begin().requested("fatma");

    try (Socket socket = open(course, CHUNKED)) {
      long sent = 0;
      byte[] part = new byte[CHUNK];
      System.arraycopy(pdf(64), 0, part, 0, 9);
      try {
        while (socket.getInputStream().available() == 0 && sent <= BOUND + ON_ITS_WAY) {
          chunk(socket.getOutputStream(), part, 0, CHUNK);
          sent += CHUNK;
        }
      } catch (SocketException closed) {
        assertThat(sent).as("closed once it was too much").isGreaterThanOrEqualTo(BOUND);
      }
      assertThat(sent).isBetween((long) BOUND, BOUND + ON_ITS_WAY);
      refused(answer(socket));
    }

    nothingIsKept(course);
  }

  /** Announced, it is refused before any of it is sent. */
  @Test
  void whatIsAnnouncedAsTooLargeIsNotWaitedFor() throws IOException {
    var course = Course.begin().requested("fatma");

    try (Socket socket = open(course, ANNOUNCED.formatted(BOUND + 1))) {
      refused(answer(socket));
    }

    nothingIsKept(course);
  }

  private static void refused(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"status\":413", "https://tenzij.nl/problems/", "\"detail\":");
  }

  private void nothingIsKept(Course course) {
    assertThat(as("fatma").get(course.at()).<List<?>>path("evidence")).isEmpty();
    assertThat(
            pool.preparedQuery("select from evidence_file where exemption = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(course.id())))
                .rowCount())
        .isZero();
  }

  private static String sent(Course course, byte[] file, boolean chunked) throws IOException {
    try (Socket socket = open(course, chunked ? CHUNKED : ANNOUNCED.formatted(file.length))) {
      OutputStream to = socket.getOutputStream();
      try {
        for (int at = 0; at < file.length && socket.getInputStream().available() == 0; ) {
          int length = Math.min(CHUNK, file.length - at);
          if (chunked) {
            chunk(to, file, at, length);
          } else {
            to.write(file, at, length);
          }
          at += length;
        }
        if (chunked) {
          to.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        to.flush();
      } catch (SocketException closed) {
        assertThat(file.length).as("closed since it is too much").isGreaterThan(BOUND);
      }
      return answer(socket);
    }
  }

  private static Socket open(Course course, String length) throws IOException {
    Socket socket = new Socket("127.0.0.1", RestAssured.port);
    socket.setSoTimeout(20_000);
    String head =
        """
        POST %s/evidence?kind=STATEMENT HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/pdf
        Connection: close
        %s

        """
            .formatted(course.at(), Tokens.of("fatma").token(), length);
    socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static void chunk(OutputStream to, byte[] file, int at, int length) throws IOException {
    to.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    to.write(file, at, length);
    to.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Its head, and as much as that says. */
  private static String answer(Socket socket) throws IOException {
    InputStream from = new BufferedInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = from.read();
      assertThat(next).as("closed after: %s", head).isNotNegative();
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    assertThat(length.find()).as("%s", head).isTrue();
    byte[] body = from.readNBytes(Integer.parseInt(length.group(1)));
    return head + new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] pdf(int bytes) {
    byte[] file = new byte[bytes];
    Arrays.fill(file, (byte) ' ');
    byte[] begin = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, file, 0, begin.length);
    System.arraycopy(end, 0, file, bytes - end.length, end.length);
    return file;
  }
}
