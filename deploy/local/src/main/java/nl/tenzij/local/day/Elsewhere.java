package nl.tenzij.local.day;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.tenzij.components.DemoKeys;
import nl.tenzij.components.Tokens;
import nl.tenzij.local.SharedClock;

/**
 * Tells the story through a system that runs elsewhere, such as in containers. Where its parts are
 * reached, the environment says.
 */
public final class Elsewhere {

  /** Where the gateway is reached. */
  static final String GATEWAY = "GATEWAY_URL";

  /** Where the realm is reached. */
  static final String REALM = "OIDC_AUTH_SERVER_URL";

  /** What the realm calls itself. */
  static final String ISSUER = "OIDC_ISSUER";

  /** A folder with the private keys of the realm's clients. */
  static final String KEYS = "CLIENT_KEYS";

  /** Where Mailpit is reached. */
  static final String MAILS = "MAILPIT_URL";

  /** Where Kafka is reached. */
  static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";

  /**
   * The file that says how far the services' clock is ahead, which they are all told to look at.
   */
  static final String CLOCK = "TENZIJ_CLOCK_FILE";

  /** All of them are needed. */
  public static final List<String> VARIABLES =
      List.of(GATEWAY, REALM, ISSUER, KEYS, MAILS, KAFKA, CLOCK);

  private Elsewhere() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new SchoolDay(surroundings(System.getenv()), Cast.COLLEGE_EEN, out::println, scene -> {})
        .play();
  }

  static Surroundings surroundings(Map<String, String> environment) {
    for (String name : VARIABLES) {
      if (environment.getOrDefault(name, "").isBlank()) {
        throw new IllegalArgumentException(
            "set " + name + "; all of these are needed: " + String.join(", ", VARIABLES));
      }
    }
    Tokens tokens =
        new Tokens(
            environment.get(REALM),
            environment.get(ISSUER),
            new DemoKeys(Path.of(environment.get(KEYS))));
    return new Surroundings(
        URI.create(environment.get(GATEWAY)),
        Access.of(tokens),
        environment.get(KAFKA),
        new Mailpit(URI.create(environment.get(MAILS))),
        new SharedClock(Path.of(environment.get(CLOCK))),
        answer -> {});
  }
}
