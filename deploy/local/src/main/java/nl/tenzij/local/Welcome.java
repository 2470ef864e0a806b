package nl.tenzij.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;

/** What a newcomer wants to know once everything runs: where, as whom, and how it ends. */
final class Welcome {
  private static final String KNOWN_TO_THE_REALM = "http://localhost:8080";

  private final Layout layout;
  private final PortPlan ports;
  private final PrintStream out;

  Welcome(Layout layout, PortPlan ports, PrintStream out) {
    this.layout = layout;
    this.ports = ports;
    this.out = out;
  }

  void print() {
    out.println();
    out.println("The API        " + ports.url("gateway") + "/api/v1, before each address of it");
    out.println("Its document   " + ports.url("gateway") + "/api/v1/openapi.json");
    out.println("Try it         " + ports.url("gateway") + "/docs");
    out.println("Board figures  " + board());
    out.println("Identity       " + ports.url("keycloak") + "/realms/tenzij");
    out.println("Kafka          localhost:" + ports.of("kafka"));
    out.println("PostgreSQL     localhost:" + ports.of("postgres") + ", user postgres");
    out.println("Clients' keys  " + layout.keys());
    out.println();
    out.printf("%-10s %-14s %s%n", "user", "password", "who");
    DemoUsers.of(layout).forEach(this::print);
    out.println();
    out.println("A call, as Tim (a password is demo- and the name; tokens hold for some minutes):");
    out.println("  token=$(./run token tim)");
    out.println(
        "  curl -H \"Authorization: Bearer $token\" %s/api/v1/schools/college-een/incidents"
            .formatted(ports.url("gateway")));
    out.println();
    out.println(
        "./run status, ./run logs SERVICE, ./run mails, ./run events, ./run clock; Ctrl-C or ./run stop ends everything.");
  }

  private void print(JsonNode user) {
    var name = user.path("username").asText();
    var attributes = user.path("attributes");
    var who = new ArrayList<String>();
    attributes.path("schools").forEach(role -> who.add(role.asText().replace("@", " at ")));
    if (who.isEmpty()) {
      user.path("realmRoles").forEach(role -> who.add(role.asText()));
      attributes.path("board").forEach(board -> who.add("of " + board.asText()));
    }
    out.printf(
        "%-10s %-14s %s%n",
        name, user.path("credentials").path(0).path("value").asText(), String.join(", ", who));
  }

  /** The realm lets nobody sign in at an address that it does not know. */
  private String board() {
    return ports.url("gateway").equals(KNOWN_TO_THE_REALM)
        ? KNOWN_TO_THE_REALM + "/board, as bea"
        : "only at " + KNOWN_TO_THE_REALM + "/board: the realm knows no other port of the gateway";
  }
}
