package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import nl.tenzij.components.Mail;

/** What a Mailpit mail catcher has received, by its REST API. */
public final class Mailpit implements Supplier<List<Mail>> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 500;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI address;

  public Mailpit(URI address) {
    this.address = address;
  }

  /** All mails, oldest first, one for each recipient; without their text. */
  @Override
  public List<Mail> get() {
    List<Mail> mails = new ArrayList<>();
    for (JsonNode message : messages().path("messages")) {
      for (JsonNode to : message.path("To")) {
        mails.add(
            new Mail(
                message.path("From").path("Address").asText(),
                to.path("Address").asText(),
                message.path("Subject").asText(),
                "",
                "",
                ""));
      }
    }
    return mails.reversed();
  }

  private JsonNode messages() {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/messages?limit=" + MOST))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the mail catcher answers " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for mails", impatient);
    }
  }
}
