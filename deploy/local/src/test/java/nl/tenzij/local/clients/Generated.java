package nl.tenzij.local.clients;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import nl.tenzij.client.ApiClient;
import nl.tenzij.local.day.Surroundings;

/** The generated Java client, for whoever signs in at a school. */
record Generated(Surroundings around, String school) {

  /** A person's. */
  ApiClient as(String name) {
    return with(around.access().user(name));
  }

  /** A system's own. */
  ApiClient system(String name) {
    return with(around.access().client(name));
  }

  private ApiClient with(String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(around.gateway() + "/api/v1");
    return client
        .setObjectMapper(new FilesAsTheyAre())
        .setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
  }

  OffsetDateTime now() {
    return around.clock().instant().atOffset(ZoneOffset.UTC);
  }

  static <T> T soon(Callable<T> look, Predicate<T> enough) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(look, enough);
  }

  /**
   * Of a file that is a whole body the generator's own mapper would send the name, in JSON. Its
   * media type is the first that the document tells of; where it is another, an interceptor says
   * so.
   */
  private static final class FilesAsTheyAre extends ObjectMapper {

    private static final long serialVersionUID = 1L;

    FilesAsTheyAre() {
      super(ApiClient.createDefaultObjectMapper());
    }

    @Override
    public ObjectMapper copy() {
      return new FilesAsTheyAre();
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws JsonProcessingException {
      return value instanceof File file ? bytes(file) : super.writeValueAsBytes(value);
    }

    private static byte[] bytes(File file) {
      try {
        return Files.readAllBytes(file.toPath());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
