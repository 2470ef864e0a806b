package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whoever can sign in asks for all that can be read by the document that the gateway shows: of
 * their board, their school, its pupils, and all that the day has left there.
 */
final class Rounds {

  private static final List<String> PEOPLE =
      List.of(
          "hanna", "tim", "cora", "eva", "mira", "mona", "mees", "fatma", "els", "sam", "bea",
          "lisa");

  private static final List<String> SYSTEMS = List.of("school-system", "pipeline");
  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");

  private final Stage stage;
  private final Map<String, List<String>> known = new HashMap<>();
  private final SortedSet<String> unasked = new TreeSet<>();
  private String at;

  Rounds(Surroundings around) {
    stage = new Stage(around, Cast.COLLEGE_EEN, line -> {});
  }

  /**
   * @return what nobody could ask for, since the day leaves none of it
   */
  SortedSet<String> walk() {
    learn();
    JsonNode document = stage.api().get(null, "/api/v1/openapi.json").expect(200).body();
    at = document.at("/servers/0/url").asText();
    document
        .path("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode read = path.getValue().path("get");
              if (!read.isMissingNode()) {
                ask(path.getKey(), path.getValue().path("parameters"), read);
              }
            });
    return unasked;
  }

  private void learn() {
    Cast cast = stage.cast();
    String head = cast.head();
    known.put("board", List.of(cast.board()));
    known.put("school", List.of(cast.school()));
    known.put("pupil", Cast.PUPILS);
    known.put("guardian", Cast.GUARDIANS);
    known.put("staff", List.of("st-tim", "st-cora"));
    known.put("class", List.of(Cast.CLASS));
    known.put("template", List.of(cast.template()));
    known.put("device", List.of("SMARTPHONE"));
    known.put("place", List.of("CLASSROOM"));
    known.put("id", ids(head, "/roster-imports"));
    known.put("policy", ids(head, "/policies"));
    known.put("exemption", ids("cora", "/exemptions"));
    known.put("concern", ids("cora", "/concerns"));
    known.put("incident", ids(head, "/incidents"));
    known.put("sanction", ids(head, "/sanctions"));
    known.put("custody", ids(head, "/custody"));
    known.put("educationalUse", ids(head, "/educational-uses"));
    known.put(
        "evidence",
        known.get("exemption").stream()
            .flatMap(each -> Stage.each(stage.get("cora", "/exemptions/" + each).path("evidence")))
            .map(each -> each.path("id").asText())
            .toList());
    known.put(
        "message",
        Cast.GUARDIANS.stream()
            .flatMap(each -> items(head, "/messages?guardian=" + each + "&limit=100"))
            .map(each -> each.path("message").asText())
            .toList());
    known.put(
        "webhook",
        Stage.each(
                stage
                    .api()
                    .get(stage.access().client("pipeline"), cast.at() + "/webhooks")
                    .expect(200)
                    .body()
                    .path("items"))
            .map(each -> each.path("id").asText())
            .toList());
  }

  private List<String> ids(String user, String list) {
    return items(user, list + "?limit=100").map(each -> each.path("id").asText()).toList();
  }

  private Stream<JsonNode> items(String user, String list) {
    return Stage.each(stage.get(user, list).path("items"));
  }

  private void ask(String path, JsonNode ofAll, JsonNode read) {
    List<String> questions = filled(at + path + query(ofAll, read));
    if (questions.isEmpty()) {
      unasked.add(path);
    }
    List<String> forms = forms(read);
    PEOPLE.forEach(name -> ask(() -> stage.access().user(name), questions, forms));
    SYSTEMS.forEach(name -> ask(() -> stage.access().client(name), questions, forms));
  }

  /** What has to be said, and as much at once as there is. */
  private static String query(JsonNode ofAll, JsonNode read) {
    List<String> query = new ArrayList<>();
    Stream.of(ofAll, read.path("parameters"))
        .flatMap(Stage::each)
        .filter(each -> "query".equals(each.path("in").asText()))
        .forEach(
            each -> {
              String name = each.path("name").asText();
              if (each.path("required").asBoolean()) {
                query.add(name + "={" + name + "}");
              } else if (name.equals("limit")) {
                query.add("limit=100");
              }
            });
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  /** For each of what it names; none where the day has none of it. */
  private List<String> filled(String question) {
    Matcher named = NAMED.matcher(question);
    if (!named.find()) {
      return List.of(question);
    }
    return known.getOrDefault(named.group(1), List.of()).stream()
        .flatMap(each -> filled(question.replace(named.group(), each)).stream())
        .toList();
  }

  private static List<String> forms(JsonNode read) {
    List<String> forms = new ArrayList<>();
    read.path("responses").path("200").path("content").fieldNames().forEachRemaining(forms::add);
    return forms.isEmpty() ? List.of("*/*") : forms;
  }

  /** Who may ask for none of a kind is not to ask for each. */
  private void ask(Supplier<String> token, List<String> questions, List<String> forms) {
    for (String question : questions) {
      for (String form : forms) {
        if (stage.api().get(token.get(), question, form).status() == 403) {
          return;
        }
      }
    }
  }
}
