package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What staff do when a device is where it should not be, each step of it one call. */
final class Breaches {

  private final Stage stage;

  Breaches(Stage stage) {
    this.stage = stage;
  }

  /** A violation that Tim sees just now in class. */
  Map<String, Object> seen(String pupil, String category) {
    return Map.of(
        "category",
        category,
        "device",
        "SMARTPHONE",
        "place",
        "CLASSROOM",
        "occurredAt",
        stage.now().toString(),
        "participants",
        List.of(Map.of("pupil", pupil, "role", "OFFENDER")),
        "description",
        Planted.IN_THE_INSIDE_POCKET);
  }

  /**
   * @return the incident
   */
  String report(Map<String, Object> seen) {
    return stage.post("tim", "/incidents", seen, 201).path("id").asText();
  }

  /** What the ladder proposes, which takes a moment. */
  JsonNode proposed(String incident, String measure) {
    JsonNode sanction = awaited(incident, measure);
    stage.say(
        "the policy's ladder proposes: step %d, %s (clause %s)",
        sanction.path("step").asInt(), measure, sanction.path("clause").asText());
    return sanction;
  }

  private JsonNode awaited(String incident, String measure) {
    JsonNode sanction =
        Stage.await(
            "the ladder's proposal",
            () -> stage.get("hanna", "/sanctions?incident=" + incident).path("items").path(0),
            found -> !found.isMissingNode());
    if (!measure.equals(sanction.path("measure").asText())) {
      throw new IllegalStateException("the ladder proposed something else: " + sanction);
    }
    return sanction;
  }

  void hear(String user, JsonNode sanction, String whom) {
    stage.post(
        user, at(sanction) + "/hearings", Map.of("kind", whom, "at", stage.now().toString()), 200);
  }

  void impose(String user, JsonNode sanction, Map<String, Object> how) {
    stage.post(user, at(sanction) + "/imposition", how, 200);
  }

  /** In writing, by the head. */
  void confirm(JsonNode sanction, LocalDate from, LocalDate until) {
    stage.post(
        "hanna",
        at(sanction) + "/confirmation",
        Map.of("from", from.toString(), "until", until.toString()),
        200);
  }

  /** As {@link #confirm}, with the head's own words to pupil and guardians. */
  void confirm(JsonNode sanction, LocalDate from, LocalDate until, String explanation) {
    stage.post(
        "hanna",
        at(sanction) + "/confirmation",
        Map.of("from", from.toString(), "until", until.toString(), "explanation", explanation),
        200);
  }

  /** What the product refuses, and why. */
  String refused(String user, JsonNode sanction) {
    return stage.attempt(user, at(sanction) + "/imposition", Map.of()).expect(409).code();
  }

  /**
   * A pupil's first violation, for which Tim warns.
   *
   * @return the incident
   */
  String warn(String pupil) {
    String incident = report(seen(pupil, "NON_EDUCATIONAL_USE"));
    impose("tim", proposed(incident, "WARNING"), Map.of());
    return incident;
  }

  /** As {@link #warn}, each of them, which makes no story. */
  void warnAll(List<String> pupils) {
    List<String> incidents =
        pupils.stream().map(pupil -> report(seen(pupil, "NON_EDUCATIONAL_USE"))).toList();
    incidents.forEach(incident -> impose("tim", awaited(incident, "WARNING"), Map.of()));
  }

  /** A pupil's second violation, up to where the head confirms what follows. */
  JsonNode ban(String pupil) {
    JsonNode ban = proposed(report(seen(pupil, "DEVICE_NOT_HANDED_IN")), "DEVICE_BAN");
    hear("tim", ban, "PUPIL");
    impose("tim", ban, Map.of());
    return ban;
  }

  private static String at(JsonNode sanction) {
    return "/sanctions/" + sanction.path("id").asText();
  }
}
