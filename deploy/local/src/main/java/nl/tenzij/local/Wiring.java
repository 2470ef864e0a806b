package nl.tenzij.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the services are connected with.
 *
 * @param clock the file that says how far the services' clock is ahead of the machine's
 * @param prefix stands before the names of databases and topics; empty but in trial runs
 */
public record Wiring(
    int postgresPort,
    String kafkaBootstrapServers,
    String issuer,
    int smtpPort,
    Path keys,
    Path masterKey,
    Path clock,
    PortPlan ports,
    String prefix) {

  /** The environment of a service that listens on its port of the plan. */
  public Map<String, String> environment(Service service) {
    var environment = new HashMap<String, String>();
    environment.put("HTTP_HOST", "127.0.0.1");
    environment.put("HTTP_PORT", Integer.toString(ports.of(service.name())));
    environment.put("OIDC_AUTH_SERVER_URL", issuer);
    environment.put("OIDC_ISSUER", issuer);
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafkaBootstrapServers);
    environment.put("TOPIC_PREFIX", prefix);
    environment.put("MASTER_KEY_FILE", masterKey.toString());
    environment.put("SMTP_HOST", "localhost");
    environment.put("SMTP_PORT", Integer.toString(smtpPort));
    environment.put("SMTP_STARTTLS", "DISABLED");
    environment.put("OIDC_CLIENT_KEY_FILE", keys.resolve(service.name() + ".pem").toString());
    for (var other : Service.ALL) {
      environment.put(
          other.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_URL",
          ports.url(other.name()));
    }
    if (service.hasDatabase()) {
      environment.put("DATABASE_HOST", "localhost");
      environment.put("DATABASE_PORT", Integer.toString(postgresPort));
      environment.put("DATABASE_NAME", database(service));
      environment.put("DATABASE_USER", "postgres");
      environment.put("DATABASE_PASSWORD", "postgres");
      environment.put("TENZIJ_CLOCK_FILE", clock.toString());
    }
    if (service.name().equals("notification-service")) {
      // Who tries the system waits for each mail: only what waited anyway goes out as one.
      environment.put("SENDING_GATHER", "0S");
      // Receivers of a trial are on this machine.
      environment.put("WEBHOOKS_PRIVATE_ADDRESSES", "true");
    }
    if (service.name().equals("exception-service")) {
      // Who tries the system sees what just happened; the people of the demo are invented.
      environment.put("TENZIJ_STATISTICS_STANDS", "PT0S");
    }
    return environment;
  }

  public String database(Service service) {
    return prefix.replace('-', '_') + service.database();
  }
}
