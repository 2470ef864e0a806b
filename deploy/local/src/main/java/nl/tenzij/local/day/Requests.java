package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How an exemption is asked for and decided on, each step of it one call. */
final class Requests {

  private static final List<Map<String, String>> CORE_TEAM =
      List.of(
          Map.of("person", "st-cora", "role", "CARE_COORDINATOR"),
          Map.of("person", "st-tim", "role", "MENTOR"),
          Map.of("person", "st-eva", "role", "EXPERT"));

  private final Stage stage;

  Requests(Stage stage) {
    this.stage = stage;
  }

  /**
   * What is asked for whom.
   *
   * @param asker who signs in to ask
   * @param purpose what the device is for
   * @param function the app
   * @param motivation the pupil's own words
   */
  record Asked(
      String pupil,
      String asker,
      String purpose,
      String function,
      String motivation,
      Map<String, Object> scope) {

    static final Asked DAAN =
        new Asked(
            Cast.DAAN,
            "els",
            "MEDICAL_APP",
            Planted.DAANS_FUNCTION,
            Planted.DAAN_IN_HIS_OWN_WORDS,
            Map.of(
                "moments",
                List.of("LESSON", "TEST", "FREE_PERIOD", "BREAK"),
                "places",
                List.of("CLASSROOM", "BUILDING", "GROUNDS"),
                "devices",
                List.of("SMARTPHONE")));

    static final Asked LINA =
        new Asked(
            Cast.LINA,
            "tim",
            "SPEECH_TO_TEXT",
            Planted.LINAS_FUNCTION,
            Planted.LINA_IN_HER_OWN_WORDS,
            Map.of(
                "moments",
                List.of("LESSON", "TEST"),
                "places",
                List.of("CLASSROOM"),
                "devices",
                List.of("SMARTPHONE", "TABLET")));

    /** Of Tim, for a pupil of his who loses track without. */
    static Asked planner(String pupil) {
      return new Asked(
          pupil,
          "tim",
          "STRUCTURE_PLANNING",
          "agenda-app",
          "Met mijn agenda weet ik wat ik nog moet doen.",
          LINA.scope());
    }

    private Map<String, Object> wished() {
      Map<String, Object> wished = new HashMap<>(scope);
      wished.put("functions", List.of(function));
      return wished;
    }
  }

  /** Asks, with evidence, and submits. */
  String request(Asked asked, String kind, Api.Body evidence) {
    Map<String, Object> body =
        Map.of(
            "pupil", asked.pupil(),
            "purpose", asked.purpose(),
            "wished", asked.wished(),
            "motivation", asked.motivation());
    // the service learns of a fresh roster from events: until it has, the pupil is unknown to it
    String exemption =
        Stage.await(
                "the roster to reach exception-service",
                () -> stage.attempt(asked.asker(), "/exemptions", body),
                answer -> answer.status() != 400)
            .expect(201)
            .body()
            .path("id")
            .asText();
    stage
        .api()
        .post(
            stage.access().user(asked.asker()),
            stage.cast().at() + at(exemption) + "/evidence?kind=" + kind,
            evidence)
        .expect(201);
    stage.post(asked.asker(), at(exemption) + "/submission", Map.of(), 200);
    return exemption;
  }

  /** Cora gives it to a core team of three people in three roles. */
  List<String> begin(String exemption) {
    Map<String, Object> team = Map.of("members", CORE_TEAM);
    // as with the pupil: until the service has learned of its members, they are unknown to it
    JsonNode under =
        Stage.await(
                "the staff to reach exception-service",
                () -> stage.attempt("cora", at(exemption) + "/core-team", team),
                answer -> answer.status() != 400)
            .expect(200)
            .body();
    return Stage.each(under.path("criteria")).map(JsonNode::asText).toList();
  }

  void assess(String exemption, List<String> criteria, String reason) {
    for (String member : List.of("cora", "tim", "eva")) {
      stage.post(
          member,
          at(exemption) + "/assessments",
          Map.of("advice", "GRANT", "reason", reason, "criteria", answers(criteria, reason)),
          200);
    }
  }

  /** As its chair writes it down. */
  Api.Answer decide(String exemption, Asked asked, List<String> criteria, String reason) {
    return stage.attempt(
        "cora",
        at(exemption) + "/decision",
        Map.of(
            "outcome",
            "GRANT",
            "reason",
            reason,
            "criteria",
            answers(criteria, reason),
            "granted",
            Map.of(
                "scope",
                asked.wished(),
                "kind",
                "STRUCTURAL",
                "contact",
                "st-cora",
                "agreed",
                List.of("ON_TABLE", "SOUND_OFF"))));
  }

  /** The files of a request, as those who may know of them see them. */
  Stream<JsonNode> evidence(String user, String exemption) {
    return Stage.each(stage.get(user, at(exemption)).path("evidence"));
  }

  Api.Answer read(String user, String exemption, String evidence) {
    return stage.attempt(
        user,
        at(exemption) + "/evidence/" + evidence + "/readings",
        Map.of("reason", Planted.WHY_READ));
  }

  /** What a teacher sees of it. */
  JsonNode signal(String user, String pupil) {
    return Stage.await(
        "the signal",
        () -> stage.get(user, "/pupils/" + pupil + "/signals").path("items").path(0),
        found -> !found.isMissingNode());
  }

  private static List<Map<String, Object>> answers(List<String> criteria, String reason) {
    return criteria.stream()
        .map(
            criterion ->
                Map.<String, Object>of("criterion", criterion, "met", true, "reason", reason))
        .toList();
  }

  private static String at(String exemption) {
    return "/exemptions/" + exemption;
  }
}
