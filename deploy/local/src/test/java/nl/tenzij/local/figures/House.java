package nl.tenzij.local.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.testkit.ServiceStack;

/**
 * What the measured programs run on: the tests' PostgreSQL and Kafka, and an issuer of tokens in
 * this process with a key of its own. Services check its tokens as they check Keycloak's: signature
 * (RS256, 2048 bits), issuer, audience, time and type.
 */
final class House implements AutoCloseable {

  private static final String READY = "/q/health/ready";

  private final ServiceStack stack = new ServiceStack();
  private final Map<String, String> environment = new HashMap<>(stack.start());
  private final Path folder;

  House() {
    try {
      folder = Files.createTempDirectory("tenzij-figures");
      environment.put("TENZIJ_TOKENS_KEEP", Settings.TOKENS_KEPT);
      environment.put("TENZIJ_VERDICT_PUPILS_KEPT", Settings.PUPILS_KEPT);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  Path folder() {
    return folder;
  }

  /** Sanction-service on a database of its own, with these schools in it. */
  record Sanctions(Program program, Country country) implements AutoCloseable {
    @Override
    public void close() {
      program.close();
    }
  }

  Sanctions sanctions(int schools) {
    Map<String, String> own = new HashMap<>(environment);
    String database = TestStack.database("figures");
    own.put("DATABASE_NAME", database);
    // apart from others of its kind, which would share its group of consumers
    own.put("TOPIC_PREFIX", environment.get("TOPIC_PREFIX") + database + ".");
    for (String topic : new String[] {"school", "exception", "sanction"}) {
      TestStack.shared().topic(own.get("TOPIC_PREFIX") + topic + ".events.v1", 3);
    }
    Program program = Program.start("sanction-service", READY, own, folder);
    Country country = new Country(database, schools);
    country.load();
    return new Sanctions(program, country);
  }

  /** School-service on a database of its own. */
  record SchoolService(Program program, String database) implements AutoCloseable {
    Connection connect() throws SQLException {
      TestStack stack = TestStack.shared();
      return DriverManager.getConnection(
          stack.jdbcUrl(database), stack.postgresUser(), stack.postgresPassword());
    }

    @Override
    public void close() {
      program.close();
    }
  }

  SchoolService schools() {
    String database = TestStack.database("figures");
    Map<String, String> own = new HashMap<>(environment);
    own.put("DATABASE_NAME", database);
    return new SchoolService(Program.start("school-service", READY, own, folder), database);
  }

  /** One endpoint behind the same token check. */
  Program smallest() {
    return Program.start("deploy/smallest", "/open", environment, folder);
  }

  /**
   * A gateway that sends everything for sanction-service to this address, with quotas that do not
   * stand in the way.
   */
  Program gateway(String sanctionService) {
    Map<String, String> own = new HashMap<>(environment);
    own.put("SANCTION_SERVICE_URL", sanctionService);
    own.put("QUARKUS_OIDC_JWKS_PATH", "/certs");
    own.put("TENZIJ_GATEWAY_LIMITS_CLIENT_REQUESTS", "100000000");
    return Program.start("gateway", "/health/ready", own, folder);
  }

  @Override
  public void close() {
    stack.stop();
  }
}
