package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.local.day.Requests.Asked;

/** From the first roster to the last lesson before the break. */
final class Morning {

  private final Stage stage;
  private final Requests requests;
  private final Breaches breaches;

  Morning(Stage stage) {
    this.stage = stage;
    this.requests = new Requests(stage);
    this.breaches = new Breaches(stage);
  }

  void roster() {
    stage.at("07:30", "the roster of today: Bo is new, nothing else changed");
    new DayBefore(stage).bringIn(true);
  }

  /**
   * @return custody by pupil
   */
  Map<String, String> devicesHandedIn() {
    stage.at("08:15", "devices are handed in");
    Map<String, String> kept = new HashMap<>();
    int spot = 11;
    for (String pupil : List.of(Cast.NOA, Cast.ZOE, Cast.BO)) {
      Map<String, String> device =
          Map.of("pupil", pupil, "device", "SMARTPHONE", "keeping", "LOCKER", "spot", "" + spot++);
      JsonNode taken =
          Stage.await(
                  "the roster to reach sanction-service",
                  () -> stage.attempt("tim", "/custody", device),
                  answer -> answer.status() != 400)
              .expect(201)
              .body();
      kept.put(pupil, taken.path("id").asText());
      stage.say(
          "%s's phone: locker %s, until %s",
          Cast.called(pupil),
          taken.path("spot").asText(),
          Stage.clock(taken.path("dueAt").asText()));
    }
    return kept;
  }

  void decideOnLina(String exemption) {
    stage.at("08:40", "the core team decides on Lina's request");
    List<String> criteria = requests.begin(exemption);
    requests.assess(exemption, criteria, Planted.HELD_OF_LINA);
    requests.decide(exemption, Asked.LINA, criteria, Planted.WHY_LINA).expect(200);
    JsonNode signal = requests.signal("tim", Cast.LINA);
    stage.say(
        "granted. What her teachers see: %s with %s, %s; ask %s. Not why.",
        names(signal.path("moments")),
        names(signal.path("devices")),
        names(signal.path("agreed")),
        Cast.called(signal.path("contact").asText()));
    stage.told(Cast.MAREK, "exemption-granted");
  }

  private static String names(JsonNode values) {
    return String.join(", ", Stage.each(values).map(JsonNode::asText).toList());
  }

  /** As Tim asks it at the start of a lesson. */
  List<JsonNode> verdictForTheClass() {
    stage.at("09:10", "Tim asks for the whole class: who may use a phone, here and now?");
    List<JsonNode> verdicts =
        Stage.await(
            "the exemptions to show",
            () -> Verdict.ofClass(stage, "tim"),
            all ->
                all.size() == 6
                    && "EXEMPTION".equals(Verdict.ground(all, Cast.LINA))
                    && "EXEMPTION".equals(Verdict.ground(all, Cast.DAAN)));
    verdicts.forEach(each -> stage.say("%s", Verdict.line(each)));
    return verdicts;
  }

  /**
   * @return the ban that Tim imposed
   */
  JsonNode secondViolation() {
    stage.at("09:20", "Sam did not hand his phone in, and it rings: a second violation");
    JsonNode ban = breaches.ban(Cast.SAM);
    stage.say(
        "Sam is heard; a person decides: Tim imposes it. The head is to confirm it in writing");
    stage.told(Cast.FATMA, "device-ban-imposed");
    stage.told(Cast.PIET, "device-ban-imposed");
    remindedToConfirm(ban);
    return ban;
  }

  private void remindedToConfirm(JsonNode ban) {
    JsonNode reminder = stage.reminded("hanna", ban.path("id").asText());
    stage.say("Hanna is reminded: %s", reminder.path("kind").asText());
  }

  /**
   * @return the problem that Tim was answered
   */
  JsonNode coveredUse() {
    stage.at("09:25", "Tim sees Daan with a phone, and reports it");
    Map<String, Object> seen = breaches.seen(Cast.DAAN, "NON_EDUCATIONAL_USE");
    JsonNode refused = stage.attempt("tim", "/incidents", seen).expect(409).body();
    stage.say("409 %s: %s", refused.path("code").asText(), refused.path("detail").asText());
    stage.post(
        "tim",
        "/concerns",
        Map.of("pupil", Cast.DAAN, "seen", stage.now().toString(), "what", Planted.A_GAME),
        201);
    JsonNode concern =
        Stage.await(
            "the concern to show",
            () -> stage.get("cora", "/concerns?pupil=" + Cast.DAAN).path("items").path(0),
            found -> !found.isMissingNode());
    int head = stage.ask("hanna", "/concerns/" + concern.path("id").asText()).status();
    stage.say(
        "he reports a concern at %s: Cora has it (%s), the head gets %d",
        refused.path("concern").asText(), concern.path("status").asText(), head);
    return refused;
  }

  /**
   * @return grounds while it is open, and after it
   */
  List<List<JsonNode>> educationalUse() {
    stage.at("11:00", "Tim lets the class use phones: a stopwatch, for an experiment");
    JsonNode open =
        stage.post(
            "tim",
            "/educational-uses",
            Map.of(
                "class",
                Cast.CLASS,
                "purpose",
                Planted.A_TITRATION,
                "devices",
                List.of("SMARTPHONE")),
            201);
    List<JsonNode> during = grounds("EDUCATIONAL_USE");
    stage.say("%s", Verdict.line(during.getFirst()));
    stage.at(Stage.clock(open.path("until").asText()), "the lesson ends, and it is over by itself");
    List<JsonNode> after = grounds("RULE");
    stage.say("%s", Verdict.line(after.getFirst()));
    return List.of(during, after);
  }

  /** Once those who hold no exemption have this ground. */
  private List<JsonNode> grounds(String ground) {
    return Stage.await(
        "ground " + ground,
        () -> Verdict.ofClass(stage, "tim"),
        all -> ground.equals(Verdict.ground(all, Cast.BO)));
  }
}
