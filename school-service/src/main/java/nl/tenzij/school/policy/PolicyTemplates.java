package nl.tenzij.school.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies that are shipped for schools to start from. */
@ApplicationScoped
public class PolicyTemplates {

  /** By name: each is a file of that name under {@code policy-templates}. */
  public static final List<String> NAMES =
      List.of(
          "s2-device-ban",
          "only-in-class",
          "home-or-locker",
          "s3-exception-rule",
          "s1-social-media",
          "s2-internet-code");

  private final Map<String, Template> shipped = new LinkedHashMap<>();

  /**
   * A policy to start from, complete enough to come in force as it is.
   *
   * @param about what kind of policy it is
   * @param source where it was taken from
   */
  public record Template(String name, Topic topic, String about, String source, Content content) {}

  @Inject
  public PolicyTemplates(ObjectMapper json) {
    NAMES.forEach(name -> shipped.put(name, read(json, name)));
  }

  /** In the order of {@link #NAMES}. */
  public List<Template> all() {
    return List.copyOf(shipped.values());
  }

  public Optional<Template> find(String name) {
    return Optional.ofNullable(shipped.get(name));
  }

  private static Template read(ObjectMapper json, String name) {
    String resource = "/policy-templates/" + name + ".json";
    try (InputStream shipped = PolicyTemplates.class.getResourceAsStream(resource)) {
      return json.readValue(shipped, Template.class);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
