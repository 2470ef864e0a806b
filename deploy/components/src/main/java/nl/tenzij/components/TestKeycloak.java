package nl.tenzij.components;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Keycloak for tests, on a database server of its own that starts from a copy of the seed. */
final class TestKeycloak {
  private static final String NAME = "keycloak";

  private final KeycloakSeed seed;
  private final Keycloak keycloak;

  private TestKeycloak(KeycloakSeed seed, Keycloak keycloak) {
    this.seed = seed;
    this.keycloak = keycloak;
  }

  static TestKeycloak start(Path root, Path folder, PidFiles pids) {
    var seed = KeycloakSeed.prepare(root, pids, System.out::println);
    var database = new Restartable.Database(NAME + "-postgres", folder, pids);
    Folders.copy(seed.postgres(), database.data);
    database.start();
    var settings =
        new Keycloak.Settings(
            seed,
            Ports.free(),
            database.port(),
            folder.resolve(NAME + ".log"),
            false,
            Map.of(),
            NAME,
            pids);
    var keycloak = Keycloak.start(settings);
    keycloak.awaitReady(Duration.ofMinutes(4));
    return new TestKeycloak(seed, keycloak);
  }

  Properties addresses() {
    var addresses = new Properties();
    addresses.setProperty("url", keycloak.url());
    addresses.setProperty("keys", seed.keys().folder().toString());
    return addresses;
  }
}
