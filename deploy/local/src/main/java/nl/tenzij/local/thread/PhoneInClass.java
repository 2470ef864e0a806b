package nl.tenzij.local.thread;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import nl.tenzij.components.Mail;

/**
 * One real thing through every part: a board's roster comes in, a school's policy comes in force, a
 * teacher reports a phone in class twice, the head confirms, the guardians have their mails, and
 * those who should see nothing see nothing. All by the public API, as the people and systems
 * concerned.
 */
public final class PhoneInClass {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final String EEN = "/api/v1/schools/college-een";

  private final Surroundings around;
  private final Api api;
  private final Consumer<String> tell;
  private final PolicyByCouncil policies;

  /**
   * @param tell gets the story, line by line
   */
  public PhoneInClass(Surroundings around, Consumer<String> tell) {
    this.around = around;
    this.api = new Api(around.gateway());
    this.tell = tell;
    this.policies = new PolicyByCouncil(around, api, tell);
  }

  /**
   * What it led to, for those who check it.
   *
   * @param mails that the story caused, in order of arrival
   */
  public record Told(String policy, List<String> incidents, List<Mail> mails) {}

  public Told play() {
    String brief = around.tokens().expiring("tim");
    int mailsBefore = around.mails().get().size();
    bringInRosters();
    String policy = bringPoliciesInForce();
    String first = warn("p-sam");
    List<Mail> warned = mailsFrom(mailsBefore, 2);
    String second = ban("p-sam");
    List<Mail> confirmed = mailsFrom(mailsBefore + warned.size(), 2);
    showDeliveries(second);
    showWalls(first, brief);
    List<Mail> all = new ArrayList<>(warned);
    all.addAll(confirmed);
    return new Told(policy, List.of(first, second), List.copyOf(all));
  }

  /**
   * A teacher reports a pupil for the first time, and warns; the guardians' mails are on their way.
   *
   * @return the incident
   */
  String warn(String pupil) {
    String incident = report(pupil, "NON_EDUCATIONAL_USE");
    impose(sanctionOf(incident, "WARNING"), "tim", "a warning");
    return incident;
  }

  /**
   * A teacher reports a pupil for the second time, and the head confirms the ban; the mails are on
   * their way.
   *
   * @return the incident
   */
  String ban(String pupil) {
    String incident = report(pupil, "DEVICE_NOT_HANDED_IN");
    String ban = sanctionOf(incident, "DEVICE_BAN");
    hear(ban);
    impose(ban, "tim", "a ban on bringing the device");
    confirm(ban, LocalDate.ofInstant(around.clock().instant(), ZONE));
    return incident;
  }

  private String user(String name) {
    return around.tokens().user(name);
  }

  // 1. the roster

  private void bringInRosters() {
    tell.accept("The school system of Stichting Tenboom brings in its roster (OneRoster 1.2)");
    byte[] zip = DemoRoster.zip();
    for (String school : List.of("college-een", "de-linde")) {
      String token = around.tokens().client("school-system");
      String report =
          api.upload(
                  token,
                  "/api/v1/schools/" + school + "/roster-imports",
                  BodyPublishers.ofByteArray(zip))
              .expect(202)
              .location()
              .orElseThrow();
      JsonNode done =
          await(
              "the import of " + school,
              () -> api.get(around.tokens().client("school-system"), report).expect(200).body(),
              state -> !"RUNNING".equals(state.path("state").asText()));
      if (!"APPLIED".equals(done.path("state").asText())) {
        throw new IllegalStateException("the import failed: " + done);
      }
      tell.accept("  " + school + ": " + counts(done));
    }
  }

  private static String counts(JsonNode report) {
    List<String> parts = new ArrayList<>();
    for (JsonNode file : report.path("files")) {
      if (Set.of("users.csv", "classes.csv", "enrollments.csv")
          .contains(file.path("file").asText())) {
        parts.add(
            "%s %d applied, %d unchanged, %d refused"
                .formatted(
                    file.path("file").asText(),
                    file.path("applied").asInt(),
                    file.path("unchanged").asInt(),
                    file.path("refused").asInt()));
      }
    }
    return String.join("; ", parts);
  }

  // 2. a policy at each school, and what the board sees of it

  private String bringPoliciesInForce() {
    String policy = policies.bringInForce(PolicyByCouncil.COLLEGE_EEN);
    policies.bringInForce(PolicyByCouncil.DE_LINDE);
    policies.tellWhatTheBoardSees();
    return policy;
  }

  // 3. a phone in class, twice

  /** Seen just now: the policy binds since it came in force a moment ago. */
  private String report(String pupil, String category) {
    Map<String, Object> seen =
        Map.of(
            "category",
            category,
            "device",
            "SMARTPHONE",
            "place",
            "CLASSROOM",
            "occurredAt",
            around.clock().instant().toString(),
            "participants",
            List.of(Map.of("pupil", pupil, "role", "OFFENDER")));
    // the service learns of a fresh roster from events: until it has, the pupil is unknown to it
    Api.Answer answer =
        await(
            "the roster to reach sanction-service",
            () -> api.post(user("tim"), EEN + "/incidents", seen),
            given -> given.status() != 400);
    String incident = answer.expect(201).body().path("id").asText();
    tell.accept("Teacher Tim reports a phone in class: " + category);
    return incident;
  }

  private String sanctionOf(String incident, String measure) {
    JsonNode sanction =
        await(
            "the ladder's proposal",
            () ->
                api.get(user("tim"), EEN + "/sanctions?incident=" + incident)
                    .expect(200)
                    .body()
                    .path("items")
                    .path(0),
            found -> !found.isMissingNode());
    if (!measure.equals(sanction.path("measure").asText())) {
      throw new IllegalStateException("the ladder proposed something else: " + sanction);
    }
    tell.accept(
        "  the policy's ladder proposes: step %d, %s"
            .formatted(sanction.path("step").asInt(), measure));
    return sanction.path("id").asText();
  }

  private void hear(String sanction) {
    api.post(
            user("tim"),
            EEN + "/sanctions/" + sanction + "/hearings",
            Map.of("kind", "PUPIL", "at", around.clock().instant().toString()))
        .expect(200);
    tell.accept("  the pupil is heard");
  }

  private void impose(String sanction, String who, String what) {
    api.post(user(who), EEN + "/sanctions/" + sanction + "/imposition", Map.of()).expect(200);
    tell.accept("  a person decides: " + what + " is imposed");
  }

  private void confirm(String sanction, LocalDate today) {
    LocalDate until = today.plus(Period.ofMonths(1)).minusDays(1);
    api.post(
            user("hanna"),
            EEN + "/sanctions/" + sanction + "/confirmation",
            Map.of("from", today.toString(), "until", until.toString()))
        .expect(200);
    tell.accept("  head Hanna confirms it in writing, from %s to %s".formatted(today, until));
  }

  // 4. what guardians were told

  private List<Mail> mailsFrom(int first, int count) {
    List<Mail> mails =
        await("the mails to the guardians", around.mails(), all -> all.size() >= first + count)
            .subList(first, first + count);
    for (Mail mail : mails) {
      tell.accept("  mail to %s: %s".formatted(mail.to(), mail.subject()));
    }
    return List.copyOf(mails);
  }

  private void showDeliveries(String incident) {
    JsonNode deliveries =
        await(
            "the deliveries",
            () ->
                api.get(user("hanna"), EEN + "/deliveries?incident=" + incident)
                    .expect(200)
                    .body()
                    .path("items"),
            all ->
                // By mail and in the portal, for each of the two guardians.
                all.size() == 4
                    && StreamSupport.stream(all.spliterator(), false)
                        .allMatch(one -> "SENT".equals(one.path("state").asText())));
    for (JsonNode one : deliveries) {
      tell.accept(
          "  the head asks how far it got: %s by %s is %s"
              .formatted(
                  one.path("guardian").asText(),
                  one.path("channel").asText(),
                  one.path("state").asText()));
    }
  }

  // 5. the walls

  private void showWalls(String incident, String brief) {
    String path = EEN + "/incidents/" + incident;
    refused("a teacher of De Linde", user("lisa"), path, 404);
    refused("a teacher of another board", user("vera"), path, 404);
    refused("another board", user("bob"), path, 404);
    refused("someone without a token", null, path, 401);
    refused("someone with a forged token", user("tim") + "x", path, 401);
    await("the end of a token", () -> api.get(brief, path).status(), status -> status != 200);
    refused("someone with an expired token", brief, path, 401);
  }

  private void refused(String who, String token, String path, int status) {
    Api.Answer answer = api.get(token, path).expect(status);
    tell.accept(
        "%s asks for the incident and gets %d: %s"
            .formatted(
                Character.toUpperCase(who.charAt(0)) + who.substring(1),
                status,
                answer.body().path("title").asText()));
  }

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
}
