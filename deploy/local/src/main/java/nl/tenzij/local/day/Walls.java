package nl.tenzij.local.day;

/** Who must see nothing, asks, and sees nothing. */
final class Walls {

  private final Stage stage;

  Walls(Stage stage) {
    this.stage = stage;
  }

  /**
   * @param expired a token that has ended
   */
  void show(String incident, String exemption, String expired) {
    String path = stage.cast().at() + "/incidents/" + incident;
    stage.at("17:15", "and who should see nothing, sees nothing");
    refused("a teacher of another school asks for the incident", user("lisa"), path, 404);
    refused("a teacher of another board", user("vera"), path, 404);
    refused("another board", user("bob"), path, 404);
    refused("their own board", user("bea"), path, 403);
    refused("someone without a token", null, path, 401);
    refused("someone with a forged token", user("tim") + "x", path, 401);
    String secret = stage.cast().at() + "/exemptions/" + exemption;
    refused("a guardian of another child asks for the exemption", user("fatma"), secret, 404);
    refused("the own board", user("bea"), secret, 403);
    Stage.await(
        "the end of a token",
        () -> stage.api().get(expired, path).status(),
        status -> status != 200);
    refused("someone with an expired token asks for the incident", expired, path, 401);
  }

  private String user(String name) {
    return stage.access().user(name);
  }

  private void refused(String who, String token, String path, int status) {
    Api.Answer answer = stage.api().get(token, path).expect(status);
    stage.say("%s: %d, %s", who, status, answer.body().path("title").asText());
  }
}
