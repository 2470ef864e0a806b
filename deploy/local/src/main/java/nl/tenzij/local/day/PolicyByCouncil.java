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

  private final Stage stage;
  private final Cast cast;
  private final String head;

  PolicyByCouncil(Stage stage) {
    this.stage = stage;
    this.cast = stage.cast();
    this.head = cast.head();
  }

  /**
   * @return the policy that is in force
   */
  String bringInForce() {
    tellSelfCheck(false);
    String policy =
        stage
            .post(head, "/policies?template=" + cast.template(), Map.of(), 201)
            .path("id")
            .asText();
    String at = "/policies/" + policy;
    talk(at);
    Set<String> sections = consent(at);
    stage.post(
        head, at + "/publication", Map.of("to", List.of("PUPILS", "GUARDIANS", "STAFF")), 200);
    stage.post(head, at + "/activation", Map.of(), 200);
    stage.say("in force: template %s, consent of %s", cast.template(), String.join(", ", sections));
    incorporate(at);
    tellSelfCheck(true);
    return policy;
  }

  /**
   * Into the school plan, the school rules and all else that the policy touches (S0). A primary
   * school has no pupils' statute: its school rules hold the measures.
   */
  private void incorporate(String at) {
    Set<String> matters = new TreeSet<>();
    stage
        .get(head, at)
        .at("/consent/needed")
        .forEach(need -> matters.add(need.path("matter").asText()));
    if (!cast.council().containsKey("PUPILS")) {
      matters.remove("PUPILS_STATUTE");
    }
    for (String matter : matters) {
      stage.post(head, at + "/incorporations", Map.of("into", matter), 200);
    }
    stage.say("it is written into %s", String.join(", ", matters));
  }

  private void talk(String at) {
    for (String group : List.of("TEACHERS", "PARENTS", "PUPILS")) {
      stage.post(
          head,
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
    JsonNode submitted = stage.post(head, at + "/submission", Map.of(), 200);
    Set<String> sections = new TreeSet<>();
    submitted.path("consent").path("awaited").forEach(each -> sections.add(each.asText()));
    for (String section : sections) {
      stage.post(
          cast.council().get(section),
          at + "/consents",
          Map.of("version", submitted.path("version").asInt(), "section", section, "given", true),
          200);
    }
    return sections;
  }

  private void tellSelfCheck(boolean after) {
    JsonNode check =
        Stage.await(
            "the self-check",
            () -> stage.get(head, "/self-check?language=EN"),
            found -> found.path("withinGuideline").asBoolean() == after);
    String told = check.path("outcome").asText() + ' ' + check.at("/next/says").asText();
    stage.say("self-check %s: %s", after ? "after" : "before", told.strip());
  }
}
