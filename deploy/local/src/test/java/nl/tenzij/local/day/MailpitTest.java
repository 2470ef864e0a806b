package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import nl.tenzij.components.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against answers in the form that Mailpit documents: newest first, recipients in a list. */
class MailpitTest {

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void givesOneMailPerRecipientOldestFirst() {
    answer(
        200,
        """
        {"total": 2, "messages_count": 2, "start": 0, "messages": [
          {"ID": "b", "From": {"Name": "", "Address": "school@tenzij.example"},
           "To": [{"Name": "", "Address": "piet@example.org"}], "Subject": "Second"},
          {"ID": "a", "From": {"Name": "", "Address": "school@tenzij.example"},
           "To": [{"Name": "", "Address": "fatma@example.org"}], "Subject": "First"}]}
        """);

    assertThat(mailpit().get())
        .containsExactly(
            new Mail("school@tenzij.example", "fatma@example.org", "First", "", "", ""),
            new Mail("school@tenzij.example", "piet@example.org", "Second", "", "", ""));
  }

  @Test
  void hasNoneInAnEmptyMailbox() {
    answer(200, "{\"total\": 0, \"messages\": []}");

    assertThat(mailpit().get()).isEmpty();
  }

  @Test
  void saysSoWhenItIsNotWell() {
    answer(503, "");

    assertThatThrownBy(mailpit()::get).hasMessageContaining("503");
  }

  private Mailpit mailpit() {
    return new Mailpit(URI.create("http://localhost:" + server.getAddress().getPort()));
  }

  private void answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/api/v1/messages",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
