package nl.tenzij.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Who can sign in to the demo realm, by the realm's own file. */
final class DemoUsers {
  private DemoUsers() {}

  /** Each as Keycloak's import has it. */
  static List<JsonNode> of(Layout layout) {
    try {
      var file = layout.root().resolve("deploy/keycloak/tenzij-users-0.json");
      var users = new ArrayList<JsonNode>();
      new ObjectMapper().readTree(file.toFile()).path("users").forEach(users::add);
      return users;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names(Layout layout) {
    return of(layout).stream().map(user -> user.path("username").asText()).toList();
  }
}
