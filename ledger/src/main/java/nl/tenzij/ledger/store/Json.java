package nl.tenzij.ledger.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** How events are written in the log; apart from how the outside world is spoken to. */
public final class Json {

  private Json() {}

  /**
   * Times in ISO 8601, absent values left out, unknown fields an error: what is stored is known to
   * the letter.
   *
   * @param more such as the one for personal values
   */
  public static ObjectMapper mapper(Module... more) {
    return JsonMapper.builder()
        .addModules(new JavaTimeModule(), new Jdk8Module())
        .addModules(more)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .build();
  }
}
