package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Verdicts as the API gave them, for people who read along. */
final class Verdict {

  private static final String SMARTPHONE_IN_CLASS = "device=SMARTPHONE&place=CLASSROOM";

  private Verdict() {}

  static List<JsonNode> ofClass(Stage stage, String user) {
    return ofClass(stage, user, Cast.CLASS);
  }

  /** Of the whole class, in the order of the pupils' ids. */
  static List<JsonNode> ofClass(Stage stage, String user, String ofClass) {
    return Stage.each(
            stage
                .get(user, "/classes/" + ofClass + "/verdicts?" + SMARTPHONE_IN_CLASS)
                .path("verdicts"))
        .toList();
  }

  static JsonNode of(Stage stage, String user, String pupil) {
    return stage.get(user, "/pupils/" + pupil + "/verdict?" + SMARTPHONE_IN_CLASS);
  }

  static String ground(List<JsonNode> verdicts, String pupil) {
    return verdicts.stream()
        .filter(each -> pupil.equals(each.path("pupil").asText()))
        .findFirst()
        .map(each -> each.path("ground").asText())
        .orElse("");
  }

  static String line(JsonNode verdict) {
    StringBuilder line = new StringBuilder();
    line.append(Cast.called(verdict.path("pupil").asText())).append(": ");
    line.append(verdict.path("allowed").asBoolean() ? "yes, " : "no, ");
    line.append(verdict.path("ground").asText());
    if (verdict.has("clause")) {
      line.append(", clause ")
          .append(verdict.path("clause").asText())
          .append(" of policy version ")
          .append(verdict.at("/policy/version").asText());
    }
    if (verdict.has("keeping")) {
      line.append(", the device is to be ").append(verdict.path("keeping").asText());
    }
    if (verdict.at("/contact/staff").isTextual()) {
      line.append("; ask ").append(Cast.called(verdict.at("/contact/staff").asText()));
    }
    if (verdict.has("until")) {
      line.append("; until ")
          .append(Stage.clock(verdict.path("until").asText(), verdict.path("at").asText()));
    }
    return line.toString();
  }
}
