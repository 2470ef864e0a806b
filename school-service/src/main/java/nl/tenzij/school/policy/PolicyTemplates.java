package nl.tenzij.school.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The policies that are shipped for schools to start from. */
@ApplicationScoped
public class PolicyTemplates {

  /** By name: each is a file of that name under {@code policy-templates}. */
  public static final List<String> NAMES = List.of("s2-device-ban");

  @Inject ObjectMapper json;

  /** A policy to start from. */
  public record Template(Topic topic, Content content) {}

  public Optional<Template> find(String name) {
    return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  private Template read(String name) {
    String resource = "/policy-templates/" + name + ".json";
    try (InputStream shipped = PolicyTemplates.class.getResourceAsStream(resource)) {
      return json.readValue(shipped, Template.class);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
