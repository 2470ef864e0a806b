package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;

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
  }
}
