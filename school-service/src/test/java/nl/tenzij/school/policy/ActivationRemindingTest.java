package nl.tenzij.school.policy;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is told that a day was not kept, but the head. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ActivationRemindingTest extends SchoolSpec {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final String WEEK =
      """
      {"week": [%s], "holidays": [{"title": "Study", "from": "%s", "until": "%s"}]}""";
  private static final String WEEKDAY =
      """
      {"day": "%s", "from": "08:30", "until": "15:00",
       "lessons": [{"lesson": "1", "from": "08:30", "until": "09:20"}]}""";

  /** A Monday that is far enough away for all that comes before it. */
  private final LocalDate monday =
      LocalDate.now(ZONE).plusDays(8).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

  private final Instant announced = monday.atStartOfDay(ZONE).toInstant();

  @Inject SettableClock clock;
  @Inject ActivationReminding reminding;
  @Inject DataSource database;

  @AfterEach
  void itIsNow() {
    clock.goBack();
  }

  private String madeKnown() {
    String at = consentedTo("s2-device-ban");
    ok(
        post(head(), at + "/publication", Map.of("to", TO_ALL, "from", announced.toString())),
        "PUBLISHED");
    return at;
  }

  /** With school on weekdays, but on the Friday before. */
  private void calendar() {
    List<String> days =
        List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY").stream()
            .map(WEEKDAY::formatted)
            .toList();
    LocalDate friday = monday.minusDays(3);
    String week = WEEK.formatted(String.join(",", days), friday, friday);
    assertThat(
            put(
                    token("school-system", "system"),
                    "/api/v1/schools/" + school + "/calendar",
                    week,
                    null)
                .statusCode())
        .isEqualTo(200);
  }

  /** Once the list shows all that was written. */
  private void lookAt(LocalDate day, int hour) throws Throwable {
    fresh(head(), policies());
    clock.set(day.atTime(hour, 0).atZone(ZONE).toInstant());
    VertxContextSupport.subscribeAndAwait(
        () -> Uni.join().all(reminding.look(), reminding.look()).andFailFast());
    VertxContextSupport.subscribeAndAwait(() -> reminding.look());
  }

  private List<String> said(String at) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement asking =
            connection.prepareStatement(
                """
                select coalesce(data ->> 'stage', 'SETTLED') from event
                where stream = ? and type in ('policy.activation-awaited.v1', 'policy.activation-settled.v1')
                order by version""")) {
      asking.setString(1, "policy/" + id(at));
      List<String> said = new ArrayList<>();
      try (ResultSet found = asking.executeQuery()) {
        while (found.next()) {
          said.add(found.getString(1));
        }
      }
      return said;
    }
  }

  @Test
  void theHeadIsRemindedOnTheSchoolDayBeforeAndOnceTheDayHasPassed() throws Throwable {
    calendar();
    String at = madeKnown();
    lookAt(monday.minusDays(5), 23);
    assertThat(said(at)).isEmpty();
    lookAt(monday.minusDays(4), 0);
    assertThat(said(at)).containsExactly("AHEAD");
    lookAt(monday, 23);
    assertThat(said(at)).containsExactly("AHEAD");
    lookAt(monday.plusDays(1), 0);
    assertThat(said(at)).containsExactly("AHEAD", "OVERDUE");
    lookAt(monday.plusDays(9), 9);
    assertThat(said(at)).containsExactly("AHEAD", "OVERDUE");
  }

  @Test
  void withoutACalendarItIsTheDayBefore() throws Throwable {
    String at = madeKnown();
    lookAt(monday.minusDays(2), 23);
    assertThat(said(at)).isEmpty();
    lookAt(monday.minusDays(1), 0);
    assertThat(said(at)).containsExactly("AHEAD");
  }

  @Test
  void whatWasActivatedAheadOrTakenBackIsNotRemindedOf() throws Throwable {
    String planned = madeKnown();
    String back = madeKnown();
    ok(post(head(), back + "/withdrawal", Map.of("reason", "A clause is missing")), "DRAFT");
    ok(post(head(), planned + "/activation", Map.of("from", announced.toString())), "PUBLISHED");
    lookAt(monday.minusDays(1), 9);
    assertThat(said(planned)).isEmpty();
    assertThat(said(back)).isEmpty();
  }

  @Test
  void anotherThatCameInForceFromThenOnSettlesIt() throws Throwable {
    String at = madeKnown();
    lookAt(monday.minusDays(1), 9);
    clock.set(announced.plusSeconds(3600));
    String other = inForce("only-in-class");
    with(head()).header("Tenzij-Consistency-Token", lastWrite()).get(policies() + "/in-force");
    lookAt(monday.plusDays(1), 9);
    assertThat(with(head()).get(other).jsonPath().getString("life")).isEqualTo("IN_FORCE");
    assertThat(said(at)).containsExactly("AHEAD", "SETTLED");
  }
}
