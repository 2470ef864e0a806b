package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;

/**
 * One household's school: a decision that was told, with its letter; a reminder; and a pipeline's
 * addresses, one of which takes nothing.
 */
public final class NotificationWorld {

  private static final String BOARD = "stichting-tenboom";
  private static final String MENTOR = "st-tim";

  private final Pool pool;
  private final Household home;
  private final String at;

  private NotificationWorld(Pool pool, Household home) {
    this.pool = pool;
    this.home = home;
    at = "/api/v1/schools/" + home.school;
  }

  public static World world(Pool pool) {
    try (Household home = new Household(pool)) {
      return new NotificationWorld(pool, home).made();
    }
  }

  private World made() {
    String deaf = subscribed("\"MESSAGE_SENT\"", "http://127.0.0.1:1/in");
    home.awaitAnnounced(home.policyInForce(Topics.nextPlace()));
    home.with("fatma tr");
    taught();
    home.ladder();
    home.confirmed("DEVICE_BAN");
    String reminder = reminded().toString();
    home.awaitStates("fatma", "PORTAL", "SENT");
    return World.of(BOARD, home.school)
        .with("guardian", home.guardian("fatma"))
        .with("teacher", MENTOR)
        .with("mentor", MENTOR)
        .with("head", "st-head")
        .with("pupil", home.pupil)
        .with("care-coordinator", "st-cora")
        .with("mr-member:staff", "st-mira")
        .with("pipeline", "pipeline")
        .knowing("guardian", home.guardian("fatma"))
        .knowing("incident", home.incident)
        .knowing("pupil", home.pupil)
        .knowing("sanction", home.sanction)
        .asking(messages())
        .asking(letters())
        .asking(List.of(Right.by("mentor", "PUT " + at + "/reminders/" + reminder + "/receipt")))
        .asking(webhooks(deaf));
  }

  /** By who is the pupil's mentor too. */
  private void taught() {
    run(
        """
        insert into pupil_taught (board, school, pupil, mentor, sequence)
        values ('%s', '%s', '%s', '%s', 1000000000000)
        on conflict (board, school, pupil) do update set mentor = excluded.mentor, sequence = excluded.sequence"""
            .formatted(BOARD, home.school, home.pupil, MENTOR));
    run(
        "insert into pupil_place (board, school, class, pupil) values ('%s','%s','k','%s')"
            .formatted(BOARD, home.school, home.pupil));
    run(
        "insert into teacher_place (board, school, class, staff) values ('%s','%s','k','%s')"
            .formatted(BOARD, home.school, MENTOR));
  }

  private void run(String sql) {
    pool.query(sql).execute().await().indefinitely();
  }

  private UUID reminded() {
    UUID event =
        home.publish(
            Household.EXEMPTIONS,
            "nl.tenzij.exception.review-due.v1",
            home.pupil,
            """
            {"exemption": "%s", "pupil": "%s", "due": "2026-12-01", "stage": "AHEAD", "audience": ["MENTOR"]}"""
                .formatted(UUID.randomUUID(), home.pupil));
    home.handled("review-reminders", event);
    return event;
  }

  private List<Right> messages() {
    JsonNode told =
        home.feed("fatma").stream().filter(each -> each.has("letter")).findFirst().orElseThrow();
    String letter = told.path("letter").asText();
    String guardian = home.token(home.guardian("fatma"), "guardian");
    await().until(() -> with(guardian).get(letter).statusCode() == 200);
    String message = told.path("message").asText();
    return List.of(
        Right.by("guardian", "GET " + letter),
        Right.by("guardian", "POST " + at + "/feed/" + message + "/receipts"),
        Right.by("guardian", "GET " + at + "/messages?guardian=" + home.guardian("fatma")),
        Right.by("teacher", "GET " + at + "/deliveries?incident=" + home.incident));
  }

  private List<Right> letters() {
    String all = at + "/pupils/" + home.pupil + "/letters";
    return List.of(
        Right.by("pupil", "GET " + all),
        Right.by("pupil", "GET " + all + "/" + home.sanction),
        Right.by("pupil", "GET " + all + "/" + home.sanction + "?language=AR"));
  }

  private List<Right> webhooks(String deaf) {
    String url = "https://example.org/hook";
    String made =
        """
        {"url": "%s", "events": ["MESSAGE_CANCELLED"]}"""
            .formatted(url);
    return List.of(
        Right.by("pipeline", "POST " + at + "/webhooks").with(made),
        Right.by("pipeline", "GET " + deaf),
        Right.by("pipeline", "GET " + deaf + "/deliveries"),
        Right.by("pipeline", "POST " + deaf + "/deliveries/" + failed(deaf) + "/attempts"),
        Right.by("pipeline", "POST " + subscribed("\"MESSAGE_CANCELLED\"", url) + "/secrets"),
        Right.by("pipeline", "DELETE " + subscribed("\"MESSAGE_CANCELLED\"", url)));
  }

  private String failed(String webhook) {
    String token = home.token("pipeline", "pipeline");
    List<String> found =
        await()
            .until(
                () ->
                    with(token)
                        .get(webhook + "/deliveries?state=FAILED")
                        .<List<String>>path("items.id"),
                each -> !each.isEmpty());
    return found.getFirst();
  }

  private String subscribed(String event, String url) {
    Response made =
        with(home.token("pipeline", "pipeline"))
            .contentType(ContentType.JSON)
            .body("{\"url\": \"%s\", \"events\": [%s]}".formatted(url, event))
            .post(at + "/webhooks");
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made.header("Location");
  }
}
