package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.components.Mail;

/**
 * What a day has left behind, as the public API tells it and the mailboxes show it: without ids and
 * times, so that two days can be laid side by side.
 *
 * @param facts lines in order, by what they are about
 */
public record EndState(SortedMap<String, List<String>> facts) {

  /** Reads what stands there now. */
  public static EndState of(Surroundings around, Cast cast) {
    return new Reading(new Stage(around, cast, line -> {}), around).all();
  }

  /** A line per fact. */
  @Override
  public String toString() {
    return facts.entrySet().stream()
        .flatMap(
            part ->
                Stream.concat(
                    Stream.of(part.getKey()), part.getValue().stream().map(line -> "  " + line)))
        .collect(Collectors.joining("\n"));
  }

  /** One that a mail server was given twice is one: both have the same {@code Message-ID}. */
  static List<Mail> once(List<Mail> mails) {
    Map<String, Mail> once = new LinkedHashMap<>();
    mails.forEach(mail -> once.putIfAbsent(mail.to() + " " + id(mail), mail));
    return List.copyOf(once.values());
  }

  private static String id(Mail mail) {
    return mail.source()
        .lines()
        .filter(line -> line.regionMatches(true, 0, "Message-ID:", 0, 11))
        .findFirst()
        .orElseGet(() -> Integer.toString(System.identityHashCode(mail)));
  }

  private record Reading(Stage stage, Surroundings around) {

    private static final String CARE = "cora";

    EndState all() {
      SortedMap<String, List<String>> facts = new TreeMap<>();
      facts.put("policies", policies());
      facts.put("exemptions", lines(CARE, "/exemptions", each -> words(each, "pupil", "status")));
      facts.put("signals", lines(head(), "/signals", Reading::signal));
      facts.put("concerns", lines(CARE, "/concerns", each -> words(each, "pupil", "status")));
      facts.put("incidents", lines(head(), "/incidents", this::incident));
      facts.put("sanctions", lines(head(), "/sanctions", Reading::sanction));
      facts.put(
          "custody",
          lines(
              head(), "/custody", each -> words(each, "pupil", "device", "status", "returnedTo")));
      facts.put(
          "educational use",
          lines(head(), "/educational-uses", each -> words(each, "class", "teacher", "open")));
      facts.put("messages", messages(Cast.GUARDIANS));
      facts.put("mails", mails());
      facts.put("reminders", reminders());
      facts.put("letters", letters());
      facts.put("figures", figures());
      facts.put(
          "the primary school",
          new Reading(stage.beside(Cast.DE_LINDE), around).policyAndMessages(Cast.EWA));
      return new EndState(facts);
    }

    private List<String> policyAndMessages(String guardian) {
      return Stream.concat(policies().stream(), messages(List.of(guardian)).stream()).toList();
    }

    private String head() {
      return stage.cast().head();
    }

    private List<String> policies() {
      return lines(head(), "/policies", each -> words(each, "topic", "life"));
    }

    private List<String> lines(String user, String path, Function<JsonNode, String> line) {
      return items(user, path).stream().map(line).sorted().toList();
    }

    /** All pages of a list. */
    private List<JsonNode> items(String user, String path) {
      List<JsonNode> all = new ArrayList<>();
      String limited = path + (path.contains("?") ? "&" : "?") + "limit=100";
      JsonNode page = stage.get(user, limited);
      page.path("items").forEach(all::add);
      while (page.path("next").isTextual()) {
        page = stage.get(user, limited + "&cursor=" + page.path("next").asText());
        page.path("items").forEach(all::add);
      }
      return all;
    }

    private static String words(JsonNode node, String... fields) {
      return Stream.of(fields)
          .map(field -> node.path(field).asText())
          .collect(Collectors.joining(" "))
          .strip();
    }

    private static String signal(JsonNode signal) {
      return words(signal, "pupil", "contact")
          + " "
          + signal.path("moments")
          + signal.path("places")
          + signal.path("devices")
          + signal.path("agreed");
    }

    private String incident(JsonNode brief) {
      JsonNode whole = stage.get(head(), "/incidents/" + brief.path("id").asText());
      String participants =
          Stage.each(whole.path("participants"))
              .map(each -> words(each, "pupil", "staff", "role"))
              .sorted()
              .toList()
              .toString();
      String followUps =
          Stage.each(whole.path("followUps"))
              .map(
                  each ->
                      words(each, "pupil", "state", "step")
                          + " "
                          + words(each.path("sanction"), "measure", "status"))
              .sorted()
              .toList()
              .toString();
      return words(whole, "category", "device", "place", "reportedBy")
          + " "
          + participants
          + followUps;
    }

    private static String sanction(JsonNode sanction) {
      return words(sanction, "pupil", "measure")
          + " "
          + days(sanction)
          + words(sanction, "status", "step", "clause");
    }

    /** How long it lasts; empty where it has no days. */
    private static String days(JsonNode measure) {
      return measure.has("from")
          ? length(
                  LocalDate.parse(measure.path("from").asText()),
                  LocalDate.parse(measure.path("until").asText()).plusDays(1))
              + " "
          : "";
    }

    /** A month is one, also from the 31st of January. */
    private static Period length(LocalDate from, LocalDate end) {
      Period month = Period.ofMonths(1);
      return from.plus(month).equals(end) ? month : from.until(end);
    }

    private List<String> messages(List<String> guardians) {
      return guardians.stream()
          .flatMap(
              guardian ->
                  lines(
                      head(),
                      "/messages?guardian=" + guardian,
                      each -> words(each, "guardian", "channel", "template", "language", "state"))
                      .stream())
          .toList();
    }

    /** What each is still reminded of. */
    private List<String> reminders() {
      return Stream.of(head(), "tim", CARE)
          .flatMap(
              user ->
                  lines(
                      user,
                      "/reminders",
                      each -> user + " " + words(each, "kind", "pupil", "stage", "read"))
                      .stream())
          .toList();
    }

    /** The head's, to pupils and to those at home, each with whether it can be read. */
    private List<String> letters() {
      return Stream.concat(
              Cast.PUPILS.stream().flatMap(this::lettersTo),
              Cast.GUARDIANS.stream().flatMap(this::lettersHome))
          .toList();
    }

    private Stream<String> lettersTo(String pupil) {
      return lines(
          head(),
          "/pupils/" + pupil + "/letters",
          each ->
              pupil
                  + " "
                  + words(each, "measure")
                  + " "
                  + days(each)
                  + read("/pupils/" + pupil + "/letters/" + each.path("sanction").asText()))
          .stream();
    }

    private Stream<String> lettersHome(String guardian) {
      return items(head(), "/messages?guardian=" + guardian).stream()
          .filter(each -> each.path("template").asText().endsWith("-confirmed"))
          .map(
              each ->
                  words(each, "guardian", "channel", "template")
                      + " "
                      + read("/messages/" + each.path("message").asText() + "/letter"))
          .sorted();
    }

    private String read(String letter) {
      Api.Answer answer = stage.ask(head(), letter);
      String begins = new String(answer.bytes(), StandardCharsets.ISO_8859_1);
      return answer.status() == 200 && begins.startsWith("%PDF-") ? "PDF" : "" + answer.status();
    }

    /** The board's of this school year, but those that go by when the day is played. */
    private List<String> figures() {
      JsonNode told =
          stage
              .api()
              .get(
                  stage.access().user("bea"),
                  "/api/v1/boards/" + stage.cast().board() + "/statistics")
              .expect(200)
              .body();
      return Stage.each(told.path("figures"))
          .filter(each -> !"MONTH".equals(each.path("by").asText()))
          .map(Reading::figure)
          .sorted()
          .toList();
    }

    private static String figure(JsonNode told) {
      return words(told, "figure", "by")
          + told.path("keys")
          + " of "
          + told.path("sectors")
          + told.path("schools")
          + ": "
          + (told.path("count").isNull() ? "few" : told.path("count").asText());
    }

    private List<String> mails() {
      return once(around.mails().get()).stream()
          .filter(mail -> mail.to().endsWith("@" + stage.cast().mailDomain()))
          .map(mail -> mail.to() + " " + mail.subject())
          .sorted()
          .toList();
    }
  }
}
