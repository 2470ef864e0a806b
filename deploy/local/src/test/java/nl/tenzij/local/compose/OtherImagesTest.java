package nl.tenzij.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.components.TestStack;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the compose file gives to images that are not ours is held against the programs in them, of
 * the same version: they say themselves which settings they know.
 */
class OtherImagesTest {

  /** Read by the image's scripts, before there is a broker. */
  private static final Set<String> OF_THE_BROKERS_SCRIPTS = Set.of("CLUSTER_ID", "KAFKA_HEAP_OPTS");

  private static final List<String> OPTIONS_OF_KEYCLOAK =
      List.of("BootstrapAdmin", "Caching", "Database", "Feature", "Health", "HostnameV2", "Http");

  private final ComposeFile compose = ComposeFile.read();

  OtherImagesTest() throws IOException {}

  /** {@code KAFKA_LOG_DIRS} is the broker's {@code log.dirs}: so the image makes its file. */
  @Test
  void theBrokerKnowsEverySettingThatItIsGiven() throws Exception {
    Set<String> given =
        compose.services().get("kafka").environment().keySet().stream()
            .filter(name -> !OF_THE_BROKERS_SCRIPTS.contains(name))
            .map(
                name -> name.replaceFirst("^KAFKA_", "").toLowerCase(Locale.ROOT).replace('_', '.'))
            .collect(Collectors.toSet());

    assertThat(given).contains("log.dirs").isSubsetOf(settingsOfTheBroker());
  }

  /** {@code KC_DB_URL} is Keycloak's option {@code db-url}. */
  @Test
  void keycloakKnowsEveryOptionThatItIsGiven(@TempDir Path folder) throws Exception {
    Set<String> given =
        compose.services().get("keycloak").environment().keySet().stream()
            .filter(name -> name.startsWith("KC_"))
            .map(name -> name.substring("KC_".length()).toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.toSet());

    assertThat(given).contains("db-url").isSubsetOf(optionsOfKeycloak(folder));
  }

  private static Set<String> settingsOfTheBroker() throws Exception {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(
                "bootstrap.servers", TestStack.shared().kafkaBootstrapServers()))) {
      String node = admin.describeCluster().nodes().get().iterator().next().idString();
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
      return admin.describeConfigs(Set.of(broker)).all().get().get(broker).entries().stream()
          .map(ConfigEntry::name)
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> optionsOfKeycloak(Path folder) throws Exception {
    String version = Project.version("keycloak.version");
    Path zip =
        TestStack.root()
            .resolve("deploy/components/target/lib/keycloak-quarkus-dist-" + version + ".zip");
    List<URL> jars = new ArrayList<>();
    try (var distribution = FileSystems.newFileSystem(zip)) {
      for (String part : List.of("config-api", "common")) {
        Path inside =
            distribution.getPath(
                "keycloak-%1$s/lib/lib/main/org.keycloak.keycloak-%2$s-%1$s.jar"
                    .formatted(version, part));
        jars.add(Files.copy(inside, folder.resolve(part + ".jar")).toUri().toURL());
      }
    }
    Set<String> keys = new TreeSet<>();
    try (var loader = new URLClassLoader(jars.toArray(URL[]::new))) {
      for (String each : OPTIONS_OF_KEYCLOAK) {
        Class<?> options = loader.loadClass("org.keycloak.config." + each + "Options");
        Class<?> option = loader.loadClass("org.keycloak.config.Option");
        for (Field field : (Iterable<Field>) Stream.of(options.getFields())::iterator) {
          if (option.isAssignableFrom(field.getType())) {
            keys.add((String) option.getMethod("getKey").invoke(field.get(null)));
          }
        }
      }
    }
    return keys;
  }
}
