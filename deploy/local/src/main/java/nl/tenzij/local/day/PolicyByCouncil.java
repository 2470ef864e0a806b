package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A school brings a policy in force, from a template and with its participation council, writes it
 * into its plan and rules, and is held beside the national guideline before and after.
 */
final class PolicyByCouncil {

  private static final String HEAD = "hanna";
  private static final String TEMPLATE = "s2-device-ban";

  /** Who speaks for which section. */
  private static final Map<String, String> COUNCIL =
      Map.of("STAFF", "mira", "PARENTS", "mona", "PUPILS", "mees");

  private final Stage stage;

  PolicyByCouncil(Stage stage) {
    this.stage = stage;
  }

  /**
   * @return the policy that is in force
   */
  String bringInForce() {
    tellSelfCheck(false);
    String policy =
        stage.post(HEAD, "/policies?template=" + TEMPLATE, Map.of(), 201).path("id").asText();
    String at = "/policies/" + policy;
    talk(at);
    Set<String> sections = consent(at);
    stage.post(
        HEAD, at + "/publication", Map.of("to", List.of("PUPILS", "GUARDIANS", "STAFF")), 200);
    stage.post(HEAD, at + "/activation", Map.of(), 200);
    stage.say("in force: template %s, consent of %s", TEMPLATE, String.join(", ", sections));
    incorporate(at);
    tellSelfCheck(true);
    return policy;
  }

  /** Into the school plan, the school rules and all else that the policy touches (S0). */
  private void incorporate(String at) {
    Set<String> matters = new TreeSet<>();
    stage
        .get(HEAD, at)
        .at("/consent/needed")
        .forEach(need -> matters.add(need.path("matter").asText()));
    for (String matter : matters) {
      stage.post(HEAD, at + "/incorporations", Map.of("into", matter), 200);
    }
    stage.say("it is written into %s", String.join(", ", matters));
  }

  private void talk(String at) {
    for (String group : List.of("TEACHERS", "PARENTS", "PUPILS")) {
      stage.post(
          HEAD,
          at + "/consultations",
          Map.of(
              "kind",
              "MIXED_SESSION",
              "groups",
              List.of(group),
              "on",
              stage.today().minusDays(40).toString(),
              "outcome",
              "Devices are out of the way during the school day."),
          200);
    }
  }

  /** Each section that the content needs, by a member of its own. */
  private Set<String> consent(String at) {
    JsonNode submitted = stage.post(HEAD, at + "/submission", Map.of(), 200);
    Set<String> sections = new TreeSet<>();
    submitted.path("consent").path("awaited").forEach(each -> sections.add(each.asText()));
    for (String section : sections) {
      stage.post(
          COUNCIL.get(section), at + "/consents", Map.of("section", section, "given", true), 200);
    }
    return sections;
  }

  private void tellSelfCheck(boolean after) {
    JsonNode check =
        Stage.await(
            "the self-check",
            () -> stage.get(HEAD, "/self-check?language=EN"),
            found -> found.path("withinGuideline").asBoolean() == after);
    stage.say(
        "self-check %s: %s", after ? "after" : "before", check.path("outcome").asText().strip());
  }
}
