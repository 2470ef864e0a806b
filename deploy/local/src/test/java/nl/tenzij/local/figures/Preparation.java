package nl.tenzij.local.figures;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tenzij.local.day.Api;

/** What people of a school do before the one command whose effect is waited for. */
record Preparation(Product product) {

  private static final Map<String, String> COUNCIL =
      Map.of("STAFF", "mira", "PARENTS", "mona", "PUPILS", "mees");

  private static final List<Map<String, String>> CORE_TEAM =
      List.of(
          Map.of("person", "st-cora", "role", "CARE_COORDINATOR"),
          Map.of("person", "st-tim", "role", "MENTOR"),
          Map.of("person", "st-eva", "role", "EXPERT"));

  private static final Map<String, Object> SCOPE =
      Map.of(
          "moments", List.of("LESSON", "TEST", "FREE_PERIOD", "BREAK"),
          "places", List.of("CLASSROOM", "BUILDING", "GROUNDS"),
          "devices", List.of("SMARTPHONE"),
          "functions", List.of("reader"));

  private static final byte[] PAPER =
      "%PDF-1.7\n1 0 obj\n(It reads aloud.)\nendobj\n%%EOF\n".getBytes(StandardCharsets.UTF_8);

  private static final String WHY = "It reads the text aloud, and nothing else does.";

  /** The last step of a request. */
  record Decision(String path, Map<String, Object> body) {}

  /** A policy that was consented to and published, and is not in force. */
  String publishedPolicy(LocalDate today) {
    String id = created("hanna", "/policies?template=s2-device-ban", Map.of());
    String at = "/policies/" + id;
    for (String group : List.of("TEACHERS", "PARENTS", "PUPILS")) {
      done(
          "hanna",
          at + "/consultations",
          Map.of(
              "kind",
              "MIXED_SESSION",
              "groups",
              List.of(group),
              "on",
              today.minusDays(40).toString(),
              "outcome",
              "Devices are out of the way."));
    }
    List<String> sections = new ArrayList<>();
    JsonNode submitted = done("hanna", at + "/submission", Map.of());
    submitted.at("/consent/awaited").forEach(each -> sections.add(each.asText()));
    int version = submitted.path("version").asInt();
    for (String section : sections) {
      done(
          COUNCIL.get(section),
          at + "/consents",
          Map.of("version", version, "section", section, "given", true));
    }
    done("hanna", at + "/publication", Map.of("to", List.of("PUPILS", "GUARDIANS", "STAFF")));
    return id;
  }

  /** A mentor's request that a core team has assessed, before its decision. */
  Decision assessed(String pupil) {
    String at =
        "/exemptions/"
            + created(
                "tim",
                "/exemptions",
                Map.of(
                    "pupil",
                    pupil,
                    "purpose",
                    "READ_ALOUD",
                    "wished",
                    SCOPE,
                    "motivation",
                    "It reads to me."));
    product
        .post("tim", at + "/evidence?kind=OBSERVATION", new Api.Body("application/pdf", PAPER))
        .expect(201);
    done("tim", at + "/submission", Map.of());
    List<Map<String, Object>> answers = new ArrayList<>();
    done("cora", at + "/core-team", Map.of("members", CORE_TEAM))
        .path("criteria")
        .forEach(
            each -> answers.add(Map.of("criterion", each.asText(), "met", true, "reason", WHY)));
    Map<String, Object> advice =
        Map.of("advice", "GRANT", "reason", WHY, "criteria", List.copyOf(answers));
    for (String member : List.of("cora", "tim", "eva")) {
      done(member, at + "/assessments", advice);
    }
    return new Decision(
        at + "/decision",
        Map.of(
            "outcome",
            "GRANT",
            "reason",
            WHY,
            "criteria",
            answers,
            "granted",
            Map.of("scope", SCOPE, "kind", "STRUCTURAL", "contact", "st-cora")));
  }

  /** What the ladder has for a second violation, as far as the teacher takes it. */
  String imposedBan(String pupil, Instant now) {
    String warning = proposed(pupil, "NON_EDUCATIONAL_USE", now.minusSeconds(1), "WARNING");
    done("tim", "/sanctions/" + warning + "/imposition", Map.of());
    String ban = proposed(pupil, "DEVICE_NOT_HANDED_IN", now, "DEVICE_BAN");
    Map<String, Object> talk = Map.of("kind", "PUPIL", "at", product.now().toString());
    done("tim", "/sanctions/" + ban + "/hearings", talk);
    done("tim", "/sanctions/" + ban + "/imposition", Map.of());
    return ban;
  }

  private String proposed(String pupil, String category, Instant seen, String measure) {
    String incident =
        created(
            "tim",
            "/incidents",
            Map.of(
                "category",
                category,
                "device",
                "SMARTPHONE",
                "place",
                "CLASSROOM",
                "occurredAt",
                seen.toString(),
                "participants",
                List.of(Map.of("pupil", pupil, "role", "OFFENDER"))));
    JsonNode[] found = new JsonNode[1];
    Await.until(
        "the proposal",
        Product.SOON,
        () -> {
          found[0] =
              product
                  .get("tim", "/sanctions?incident=" + incident)
                  .expect(200)
                  .body()
                  .at("/items/0");
          return !found[0].isMissingNode();
        });
    if (!measure.equals(found[0].path("measure").asText())) {
      throw new IllegalStateException("the ladder proposed something else: " + found[0]);
    }
    return found[0].path("id").asText();
  }

  private String created(String user, String path, Map<String, ?> body) {
    return product.post(user, path, body).expect(201).body().path("id").asText();
  }

  private JsonNode done(String user, String path, Map<String, ?> body) {
    return product.post(user, path, body).expect(200).body();
  }
}
