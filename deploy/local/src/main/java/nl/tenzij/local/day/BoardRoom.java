package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the board sees of its schools: figures and policies, never a pupil. */
final class BoardRoom {

  private final Stage stage;

  BoardRoom(Stage stage) {
    this.stage = stage;
  }

  void look() {
    stage.at("09:00", "Bea, of the board, looks at its schools");
    JsonNode checks =
        stage
            .api()
            .get(
                stage.access().user("bea"),
                "/api/v1/boards/" + stage.cast().board() + "/self-checks?language=EN")
            .expect(200)
            .body();
    for (JsonNode school : checks.path("items")) {
      stage.say(
          "%s is %s the national guideline",
          school.path("school").asText(),
          school.path("withinGuideline").asBoolean() ? "within" : "not yet within");
    }
    figures();
  }

  /** Of all its schools; small counts are not told, so that no pupil can be recognised. */
  private void figures() {
    JsonNode statistics =
        Stage.await(
            "the board's figures to hold the last message",
            this::statistics,
            found -> totals(found).getOrDefault("MESSAGES", found).asLong() == messages());
    List<String> told = new ArrayList<>();
    List<String> small = new ArrayList<>();
    totals(statistics)
        .forEach(
            (figure, count) -> {
              if (count.isNull()) {
                small.add(figure.equals("SUSPENSIONS") ? figure + " of exemptions" : figure);
              } else {
                told.add(figure + " " + count.asLong());
              }
            });
    stage.say("told since %s: %s", statistics.path("from").asText(), String.join(", ", told));
    stage.say(
        "below %d, so not told: %s",
        statistics.path("hiddenBelow").asInt(), String.join(", ", small));
  }

  private JsonNode statistics() {
    return stage
        .api()
        .get(stage.access().user("bea"), "/api/v1/boards/" + stage.cast().board() + "/statistics")
        .expect(200)
        .body();
  }

  /** What is told of all schools and all cases together: a figure's first, before its parts. */
  private static Map<String, JsonNode> totals(JsonNode statistics) {
    Map<String, JsonNode> totals = new LinkedHashMap<>();
    Stage.each(statistics.path("figures"))
        .filter(each -> !each.has("by"))
        .forEach(each -> totals.putIfAbsent(each.path("figure").asText(), each.path("count")));
    return totals;
  }

  /** As the schools themselves see them. */
  private long messages() {
    return messages(stage, Cast.GUARDIANS)
        + messages(stage.beside(Cast.DE_LINDE), List.of(Cast.EWA));
  }

  private static long messages(Stage at, List<String> guardians) {
    return guardians.stream()
        .mapToLong(
            guardian ->
                at.get(at.cast().head(), "/messages?guardian=" + guardian + "&limit=100")
                    .path("items")
                    .size())
        .sum();
  }
}
