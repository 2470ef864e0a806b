package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;

/** From the break to the evening, and the next morning for what had to wait for it. */
final class Afternoon {

  private final Stage stage;
  private final DemoCalendar.Days days;
  private final Breaches breaches;

  Afternoon(Stage stage, DemoCalendar.Days days) {
    this.stage = stage;
    this.days = days;
    this.breaches = new Breaches(stage);
  }

  /**
   * @return the suspension that the ladder proposed
   */
  JsonNode misuse() {
    stage.at("13:40", "in the break Noa films Zoë with her watch. That is misuse");
    String incident =
        breaches.report(
            Map.of(
                "category",
                "PHOTO_OR_VIDEO",
                "device",
                "SMARTWATCH",
                "place",
                "BUILDING",
                "occurredAt",
                stage.now().toString(),
                "participants",
                List.of(
                    Map.of("pupil", Cast.NOA, "role", "OFFENDER"),
                    Map.of("pupil", Cast.ZOE, "role", "HARMED")),
                "description",
                Planted.IN_THE_CHANGING_ROOM));
    JsonNode suspension = breaches.proposed(incident, "INTERNAL_SUSPENSION");
    stage.say("Tim may not impose that: 409 %s", breaches.refused("tim", suspension));
    stage.say("Hanna may, but not yet: 409 %s", breaches.refused("hanna", suspension));
    return suspension;
  }

  void talks(JsonNode suspension, String daan) {
    stage.at("14:20", "Hanna talks with Noa, and then with her father Ali");
    breaches.hear("hanna", suspension, "PUPIL");
    breaches.hear("hanna", suspension, "GUARDIANS");
    breaches.impose("hanna", suspension, Map.of("reason", Planted.WHY_SUSPENDED));
    stage.say("both were heard: Hanna imposes it, with her reason");
    stage.at("14:40", "Cora talks with Daan about the game, and they agree on a check each day");
    String exemption = "/exemptions/" + daan;
    String today = stage.today().toString();
    stage.post(
        "cora",
        exemption + "/talks",
        Map.of("on", today, "with", List.of("PUPIL"), "summary", Planted.TALKED_OVER),
        200);
    stage.post(
        "cora",
        exemption + "/guidance",
        Map.of("measure", "DAILY_CHECK", "from", today, "agreement", Planted.AGREED),
        200);
    stage.say("what was said stays with the exemption; nobody else is told");
  }

  void endOfSchool(Map<String, String> kept) {
    stage.at("15:30", "school is out: devices go back");
    for (String pupil : List.of(Cast.ZOE, Cast.BO)) {
      giveBack(kept.get(pupil), "PUPIL");
      stage.say("%s's phone went home with its owner", Cast.called(pupil));
    }
    JsonNode due =
        Stage.await(
            "the end of the school day to be noticed",
            () -> stage.get("tim", "/custody?status=DUE").path("items"),
            items -> items.size() == 1);
    stage.say("still there: %s's", Cast.called(due.path(0).path("pupil").asText()));
    stage.at("16:00", "nobody came for it: a device is not kept beyond the school day");
    stage.told(Cast.ALI, "device-overdue");
    for (String user : List.of("tim", "hanna")) {
      JsonNode reminder = stage.reminded(user, kept.get(Cast.NOA));
      stage.say("%s is reminded: %s", Cast.called("st-" + user), reminder.path("kind").asText());
    }
    stage.at("16:20", "Ali comes for it");
    giveBack(kept.get(Cast.NOA), "GUARDIAN");
    stage.told(Cast.ALI, "device-returned");
  }

  private void giveBack(String custody, String to) {
    stage.post("tim", "/custody/" + custody + "/return", Map.of("to", to), 200);
  }

  /**
   * @return the letter
   */
  byte[] beforeQuietHours(JsonNode suspension) {
    LocalDate from = days.next();
    stage.at("16:50", "Hanna confirms Noa's suspension in writing, for " + from);
    breaches.confirm(suspension, from, from, Planted.EXPLAINED);
    stage.told(Cast.ALI, "internal-suspension-confirmed");
    String message =
        stage
            .messages(Cast.ALI, "internal-suspension-confirmed", "SENT")
            .getFirst()
            .path("message")
            .asText();
    byte[] letter = stage.ask("hanna", "/messages/" + message + "/letter").expect(200).bytes();
    stage.say(
        "her letter (PDF, %d bytes): the period, the ground, Hanna's words, how to object; in Arabic"
            + " too",
        letter.length);
    return letter;
  }

  void inQuietHours(JsonNode ban) {
    LocalDate from = days.next();
    LocalDate until = from.plus(Period.ofMonths(1)).minusDays(1);
    stage.at("17:10", "Hanna confirms Sam's ban, from %s to %s".formatted(from, until));
    breaches.confirm(ban, from, until);
    for (String guardian : List.of(Cast.FATMA, Cast.PIET)) {
      JsonNode held = stage.messages(guardian, "device-ban-confirmed", "HELD").getFirst();
      stage.say(
          "to %s: HELD, %s, until %s at %s",
          Cast.called(guardian),
          held.path("reason").asText(),
          Stage.day(held.path("nextAttemptAt").asText()),
          Stage.clock(held.path("nextAttemptAt").asText()));
    }
  }

  void nextMorning() {
    stage.on(days.next(), "what had to wait for the morning");
    stage.at("08:00", "quiet hours are over");
    stage.told(Cast.FATMA, "device-ban-confirmed");
    stage.told(Cast.PIET, "device-ban-confirmed");
    JsonNode newest = stage.get("fatma", "/feed?limit=1").path("items").path(0);
    stage.say(
        "Fatma reads in the portal (%s): “%s”", newest.path("language").asText(), second(newest));
    stage.post("fatma", "/feed/" + newest.path("message").asText() + "/receipts", Map.of(), 200);
    ownLetter();
    stage.at("08:35", "first lesson. May Sam?");
    stage.say("%s", Verdict.line(Verdict.of(stage, "tim", Cast.SAM)));
    running();
  }

  private void ownLetter() {
    JsonNode letter =
        Stage.await(
            "Sam's own letter",
            () -> stage.get("sam", "/pupils/" + Cast.SAM + "/letters").path("items").path(0),
            found -> !found.isMissingNode());
    int bytes =
        stage
            .api()
            .get(stage.access().user("sam"), letter.path("letter").asText())
            .expect(200)
            .bytes()
            .length;
    stage.say("Sam has a letter of his own (PDF, %d bytes), in words to him", bytes);
  }

  /** The first words behind the greeting. */
  private static String second(JsonNode item) {
    return item.path("paragraphs").path(1).asText();
  }

  /** What begins today, has begun. */
  private void running() {
    Stage.await(
        "ban and suspension to run",
        () -> stage.get("hanna", "/sanctions?status=RUNNING").path("items"),
        items -> items.size() == 2);
  }
}
