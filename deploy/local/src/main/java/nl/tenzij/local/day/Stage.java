package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.tenzij.components.Mail;

/** Where the day is played: its clock, its people at the public API, and who watches. */
final class Stage {

  /** Longer than a sender that died keeps others from what it had in hand. */
  private static final Duration SOON = Duration.ofMinutes(4);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private final Surroundings around;
  private final Cast cast;
  private final Api api;
  private final Consumer<String> tell;
  private LocalDate date;

  Stage(Surroundings around, Cast cast, Consumer<String> tell) {
    this(around, cast, new Api(around.gateway(), around.heard()), tell);
  }

  private Stage(Surroundings around, Cast cast, Api api, Consumer<String> tell) {
    this.around = around;
    this.cast = cast;
    this.api = api;
    this.tell = tell;
  }

  /** The same day at another school. */
  Stage beside(Cast another) {
    Stage stage = new Stage(around, another, api, tell);
    stage.date = date;
    return stage;
  }

  Cast cast() {
    return cast;
  }

  Api api() {
    return api;
  }

  Access access() {
    return around.access();
  }

  // what is told

  void on(LocalDate day, String what) {
    date = day;
    tell.accept("");
    tell.accept(DAY.format(day) + ": " + what);
  }

  /** It becomes that time, unless it is later already. */
  void at(String time, String line) {
    Instant moment = date.atTime(LocalTime.parse(time)).atZone(DemoCalendar.ZONE).toInstant();
    if (moment.isAfter(now())) {
      around.clock().set(moment);
    }
    tell.accept(time + "  " + line);
  }

  void say(String line, Object... of) {
    tell.accept("       " + (of.length == 0 ? line : line.formatted(of)));
  }

  LocalDate today() {
    return date;
  }

  Instant now() {
    return around.clock().instant();
  }

  static String clock(String moment) {
    return TIME.format(Instant.parse(moment).atZone(DemoCalendar.ZONE));
  }

  /** With its date where that is another than of the moment it is said at. */
  static String clock(String moment, String at) {
    return day(moment).equals(day(at)) ? clock(moment) : day(moment) + " " + clock(moment);
  }

  static String day(String moment) {
    return DAY.format(Instant.parse(moment).atZone(DemoCalendar.ZONE));
  }

  // what people do

  /** As {@code user} reads it at the school. */
  JsonNode get(String user, String path) {
    return ask(user, path).expect(200).body();
  }

  Api.Answer ask(String user, String path) {
    return api.get(access().user(user), cast.at() + path);
  }

  /** What {@code user} does at the school, that has to succeed. */
  JsonNode post(String user, String path, Object body, int status) {
    return attempt(user, path, body).expect(status).body();
  }

  Api.Answer attempt(String user, String path, Object body) {
    return api.post(access().user(user), cast.at() + path, body);
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  // what they wait for

  static <T> T await(String what, Supplier<T> look, Predicate<T> enough) {
    Instant end = Instant.now().plus(SOON);
    T found = look.get();
    while (!enough.test(found)) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("waited in vain for " + what + ", last seen: " + found);
      }
      pause();
      found = look.get();
    }
    return found;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", impatient);
    }
  }

  /**
   * All that a guardian was told by this template, by mail and in the portal, once it is so far.
   */
  List<JsonNode> messages(String guardian, String template, String state) {
    return await(
        "%s to be %s for %s".formatted(template, state, guardian),
        () ->
            each(get(cast.head(), "/messages?guardian=" + guardian + "&limit=100").path("items"))
                .filter(one -> template.equals(one.path("template").asText()))
                .toList(),
        found ->
            found.size() == 2
                && found.stream().allMatch(one -> state.equals(one.path("state").asText())));
  }

  /** Waits until a member of staff is reminded of something, which is once. */
  JsonNode reminded(String user, String matter) {
    return await(
            user + "'s reminder of " + matter,
            () ->
                each(get(user, "/reminders?limit=100").path("items"))
                    .filter(one -> matter.equals(one.path("matter").asText()))
                    .toList(),
            found -> found.size() == 1)
        .getFirst();
  }

  /** Waits until a guardian was told, and tells of the mail. */
  void told(String guardian, String template) {
    String language = messages(guardian, template, "SENT").getFirst().path("language").asText();
    Mail mail =
        await("a mail to " + guardian, () -> lastMail(guardian), Optional::isPresent).orElseThrow();
    say(
        "→ mail to %s, in %s: “%s”",
        mail.to(), Locale.of(language).getDisplayLanguage(Locale.ENGLISH), mail.subject());
  }

  private Optional<Mail> lastMail(String guardian) {
    return around.mails().get().stream()
        .filter(mail -> mail.to().equals(cast.mail(guardian)))
        .reduce((earlier, later) -> later);
  }
}
