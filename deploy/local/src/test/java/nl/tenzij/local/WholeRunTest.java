package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./run} does once all is built, with every part that it starts: from an empty folder
 * until everything is ready, once more on the same data, and each time ended by Ctrl-C.
 */
class WholeRunTest {
  private static final Duration STARTED = Duration.ofMinutes(5);

  /** The last line of what it says once it is up. */
  private static final String UP = "Ctrl-C or ./run stop ends everything.";

  /** As the progress names it, as the status names it. */
  private static final Map<String, String> PARTS =
      Map.of(
          "PostgreSQL", "postgres",
          "Kafka", "kafka",
          "Keycloak", "keycloak",
          "school-service", "school-service",
          "exception-service", "exception-service",
          "sanction-service", "sanction-service",
          "notification-service", "notification-service",
          "gateway", "gateway");

  private static final String YARA =
      """
      {"sourcedId": "p-yara", "enabledUser": true, "username": "yara",
       "givenName": "Yara", "familyName": "Bakker", "grades": ["3"],
       "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "college-een"}}]}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path home;
  private Launches launches;

  @BeforeEach
  void layOut() throws IOException {
    launches = new Launches(home);
    launches.asTheScriptDoes();
  }

  @AfterEach
  void endWhatIsLeft() {
    launches.close();
    http.close();
  }

  @Test
  void startsAllOfItKeepsItsDataAndLeavesNothingBehindAtCtrlC() throws Exception {
    var mail = leftBehind("mails/000001-els@example.org.eml");
    var played = leftBehind("data/school-day");

    var first = started("--fresh", "--empty");

    assertThat(first.out())
        .contains("Forgot all data of earlier runs")
        .doesNotContain("school day");
    assertThat(mail).doesNotExist();
    assertThat(played).doesNotExist();
    tellsOfEveryPart(first.out());
    tellsWhereAndAsWhom(first.out());
    statusIsGreen();
    registers();
    assertThat(yara()).isEqualTo("Yara Bakker");
    othersReadOfIt();
    endsAtCtrlC(first);

    Files.writeString(played, "was played");
    var second = started();

    assertThat(second.out())
        .contains("A school day was played in this data already")
        .doesNotContain("Forgot");
    assertThat(yara()).as("sealed by the key of the run before").isEqualTo("Yara Bakker");
    endsAtCtrlC(second);
  }

  private Path leftBehind(String name) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "of an earlier run");
  }

  private Launches.Run started(String... options) throws IOException {
    var command = new String[options.length + 1];
    command[0] = "start";
    System.arraycopy(options, 0, command, 1, options.length);
    var launcher = launches.launch(Launches.IN_A_TERMINAL, command);
    await()
        .atMost(STARTED)
        .until(() -> launcher.out().contains(UP) || !launcher.process().isAlive());
    assertThat(launcher.errors()).isEmpty();
    assertThat(launcher.process().isAlive()).as(launcher.out()).isTrue();
    return launcher;
  }

  private void tellsOfEveryPart(String out) {
    PARTS.forEach(
        (told, part) ->
            assertThat(out)
                .containsPattern(
                    "(?m)^  %s +ready after +\\d+\\.\\d s   (http://)?localhost:%d$"
                        .formatted(told, launches.ports().of(part))));
    assertThat(out)
        .containsPattern("Everything is ready after \\d+\\.\\d s, with \\d\\.\\d\\d GB\\.\n");
  }

  /** What it names is there. */
  private void tellsWhereAndAsWhom(String out) throws Exception {
    var ports = launches.ports();
    assertThat(out)
        .contains("The API        " + ports.url("gateway") + "/api/v1\n")
        .contains("Kafka          localhost:" + ports.of("kafka") + "\n")
        .contains("PostgreSQL     localhost:" + ports.of("postgres") + ", user postgres\n")
        .contains("Board figures  only at http://localhost:8080/board: the realm knows no other")
        .contains("Clients' keys  " + home.resolve("keys") + "\n");
    for (var page : List.of("Its document   ", "Try it         ", "Sign in        ")) {
      var address = out.lines().filter(line -> line.startsWith(page)).findFirst().orElseThrow();
      assertThat(get(address.substring(page.length()), "").statusCode()).as(address).isEqualTo(200);
    }
    assertThat(out)
        .contains("bea        demo-bea       board, of stichting-tenboom\n")
        .contains("tim        demo-tim       teacher at college-een, mentor at college-een\n")
        .contains("otto       demo-otto      operator\n");
    assertThat(home.resolve("keys/master-key.json")).isNotEmptyFile();
    assertThat(home.resolve("keys/school-system.pem")).isNotEmptyFile();
  }

  private void statusIsGreen() throws Exception {
    var status = launches.launch("status");

    assertThat(status.exit()).as(status.out()).isZero();
    var parts = status.out().lines().skip(1).toList();
    assertThat(parts).hasSize(PARTS.size() + 1);
    assertThat(parts)
        .allMatch(line -> line.matches("[a-z-]+ +answers +\\d+ +\\d+   localhost:\\d+"));
    assertThat(parts)
        .extracting(line -> line.split(" ", 2)[0])
        .contains("smtp")
        .containsAll(PARTS.values());
  }

  /** A school and a pupil in it, through the gateway, by those who may. */
  private void registers() throws Exception {
    put(
        "bea",
        "/boards/stichting-tenboom/schools/college-een",
        "{\"name\": \"College Eén\", \"sector\": \"VO\"}");
    put("school-system", "/schools/college-een/roster/users/p-yara", YARA);
  }

  private void put(String who, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(launches.ports().url("gateway") + "/api/v1" + path))
            .header("Authorization", "Bearer " + token(who))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String token(String who) throws Exception {
    var token = launches.launch("token", who);
    assertThat(token.exit()).as(token.errors()).isZero();
    return token.out().strip();
  }

  /** Her name, as the head reads it. */
  private String yara() throws Exception {
    var address = launches.ports().url("gateway") + "/api/v1/schools/college-een/pupils/p-yara";
    var answer = get(address, token("hanna"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode pupil = JSON.readTree(answer.body());
    return pupil.path("givenName").asText() + " " + pupil.path("familyName").asText();
  }

  private HttpResponse<String> get(String address, String token) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address)).header("Tenzij-Reason", "CARE");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private void othersReadOfIt() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              var events = launches.launch("events", "pupil-registered");
              assertThat(events.exit()).as(events.errors()).isZero();
              assertThat(events.errors()).isEmpty();
              assertThat(events.out())
                  .startsWith("topic           school.events.v1\nkey             p-yara\n")
                  .contains("\nce_type         nl.tenzij.school.pupil-registered.v1\n")
                  .contains("\n\n{\"pupil\":\"p-yara\",")
                  .doesNotContain("Yara", "Bakker");
            });
  }

  private void endsAtCtrlC(Launches.Run launcher) throws Exception {
    var parts = launches.pids().running().stream().map(PidFiles.Running::process).toList();
    var all = launcher.process().descendants().toList();
    assertThat(parts).as("the launcher and all but the mail server").hasSize(PARTS.size() + 1);
    assertThat(all).hasSizeGreaterThanOrEqualTo(PARTS.size());

    launcher.interrupt();

    assertThat(launcher.exit()).isEqualTo(128 + 2);
    assertThat(launcher.out()).endsWith("Everything has ended.\n").doesNotContain("by itself");
    assertThat(launcher.errors()).isEmpty();
    assertThat(parts).noneMatch(ProcessHandle::isAlive);
    assertThat(all).noneMatch(ProcessHandle::isAlive);
    assertThat(launches.pids().running()).isEmpty();
    assertThat(launches.ports().variables())
        .allSatisfy((_, port) -> assertThat(Ports.answers(Integer.parseInt(port))).isFalse());
    var status = launches.launch("status");
    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out()).isEqualTo("Tenzij does not run.\n");
  }
}
