package nl.tenzij.local.thread;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A school brings a policy in force, from a template and with its participation council, writes it
 * into its plan and rules, and is held beside the national guideline before and after.
 */
final class PolicyByCouncil {

  static final Maker COLLEGE_EEN =
      new Maker(
          "college-een",
          "College Eén",
          "hanna",
          "s2-device-ban",
          Map.of("STAFF", "mira", "PARENTS", "mona", "PUPILS", "mees"));
  static final Maker DE_LINDE =
      new Maker(
          "de-linde",
          "De Linde",
          "hugo",
          "home-or-locker",
          Map.of("STAFF", "joke", "PARENTS", "paul"));

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private final Surroundings around;
  private final Api api;
  private final Consumer<String> tell;

  /**
   * A school that makes its policy.
   *
   * @param council who speaks for which section
   */
  record Maker(
      String school, String name, String head, String template, Map<String, String> council) {
    String at() {
      return "/api/v1/schools/" + school;
    }
  }

  PolicyByCouncil(Surroundings around, Api api, Consumer<String> tell) {
    this.around = around;
    this.api = api;
    this.tell = tell;
  }

  /**
   * @return the policy that is in force
   */
  String bringInForce(Maker maker) {
    String head = around.tokens().user(maker.head());
    for (JsonNode known :
        api.get(head, maker.at() + "/policies").expect(200).body().path("items")) {
      if ("IN_FORCE".equals(known.path("life").asText())) {
        tell.accept(maker.name() + " has its policy in force already");
        return known.path("id").asText();
      }
    }
    tellSelfCheck(maker, false);
    String policy =
        api.post(head, maker.at() + "/policies?template=" + maker.template(), Map.of())
            .expect(201)
            .body()
            .path("id")
            .asText();
    String at = maker.at() + "/policies/" + policy;
    talk(head, at);
    Set<String> sections = consent(maker, at);
    api.post(head, at + "/publication", Map.of("to", List.of("PUPILS", "GUARDIANS", "STAFF")))
        .expect(200);
    api.post(head, at + "/activation", Map.of()).expect(200);
    tell.accept(
        "%s brings its policy in force: template %s, consent of %s"
            .formatted(maker.name(), maker.template(), String.join(", ", sections)));
    incorporate(head, at);
    tellSelfCheck(maker, true);
    return policy;
  }

  /** Into the school plan, the school rules and all else that the policy touches (S0). */
  private void incorporate(String head, String at) {
    Set<String> matters = new TreeSet<>();
    api.get(head, at)
        .expect(200)
        .body()
        .at("/consent/needed")
        .forEach(need -> matters.add(need.path("matter").asText()));
    for (String matter : matters) {
      api.post(head, at + "/incorporations", Map.of("into", matter)).expect(200);
    }
    tell.accept("  it is written into " + String.join(", ", matters));
  }

  private void talk(String head, String at) {
    LocalDate talked = LocalDate.ofInstant(around.clock().instant(), ZONE).minusDays(40);
    for (String group : List.of("TEACHERS", "PARENTS", "PUPILS")) {
      api.post(
              head,
              at + "/consultations",
              Map.of(
                  "kind",
                  "MIXED_SESSION",
                  "groups",
                  List.of(group),
                  "on",
                  talked.toString(),
                  "outcome",
                  "Devices are out of the way during the school day."))
          .expect(200);
    }
  }

  /** Each section that the content needs, by a member of its own. */
  private Set<String> consent(Maker maker, String at) {
    JsonNode submitted =
        api.post(around.tokens().user(maker.head()), at + "/submission", Map.of())
            .expect(200)
            .body();
    Set<String> sections = new TreeSet<>();
    submitted.path("consent").path("awaited").forEach(each -> sections.add(each.asText()));
    for (String section : sections) {
      api.post(
              around.tokens().user(maker.council().get(section)),
              at + "/consents",
              Map.of("section", section, "given", true))
          .expect(200);
    }
    return sections;
  }

  private void tellSelfCheck(Maker maker, boolean after) {
    JsonNode check =
        PhoneInClass.await(
            "the self-check",
            () ->
                api.get(around.tokens().user(maker.head()), maker.at() + "/self-check?language=EN")
                    .expect(200)
                    .body(),
            found -> found.path("withinGuideline").asBoolean() == after);
    tell.accept(
        "%s's self-check %s: %s %s"
            .formatted(
                maker.name(),
                after ? "after" : "before",
                check.path("outcome").asText(),
                check.path("next").path("says").asText(""))
            .strip());
  }

  void tellWhatTheBoardSees() {
    JsonNode all =
        api.get(
                around.tokens().user("bea"),
                "/api/v1/boards/stichting-tenboom/self-checks?language=EN")
            .expect(200)
            .body();
    for (JsonNode school : all.path("items")) {
      tell.accept(
          "  the board sees: %s is %s the national guideline"
              .formatted(
                  school.path("school").asText(),
                  school.path("withinGuideline").asBoolean() ? "within" : "not yet within"));
    }
  }
}
