package nl.tenzij.notification.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What school-service promises to send of a school's hours, read as this service reads it. */
class CalendarEventsTest {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  private final CalendarEvents events = new CalendarEvents(null, null, JSON);

  @Test
  void aCalendarHasItsZoneItsWeekAndItsHolidays() throws IOException {
    Calendar calendar = events.calendar(example(CalendarEvents.CALENDAR_SET));

    assertThat(calendar.timeZone()).isEqualTo("Europe/Amsterdam");
    assertThat(calendar.days())
        .containsExactlyInAnyOrder(
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY);
    assertThat(calendar.holidays())
        .containsExactly(
            new Holiday(LocalDate.of(2026, 10, 17), LocalDate.of(2026, 10, 25)),
            new Holiday(LocalDate.of(2026, 12, 19), LocalDate.of(2027, 1, 3)));
  }

  @Test
  void aSchoolHasAZone() throws IOException {
    assertThat(CalendarEvents.zone(example(CalendarEvents.SCHOOL_REGISTERED)))
        .isEqualTo("Europe/Amsterdam");
  }

  @Test
  void aPolicyHasItsQuietHoursOrIsOlderThanThey() throws IOException {
    assertThat(events.quiet(example(CalendarEvents.POLICY_IN_FORCE)))
        .isEqualTo(
            new Quiet(
                LocalTime.of(17, 0),
                LocalTime.of(8, 0),
                true,
                true,
                Set.of("SAFETY", "PUPIL_SENT_HOME")));
    JsonNode older = example(CalendarEvents.POLICY_IN_FORCE).deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) older).remove("messages");
    assertThat(events.quiet(older)).isNull();
  }

  @Test
  void whatIsKeptCanBeReadAgain() throws IOException {
    Calendar calendar = events.calendar(example(CalendarEvents.CALENDAR_SET));
    Quiet quiet = events.quiet(example(CalendarEvents.POLICY_IN_FORCE));

    assertThat(JSON.readValue(JSON.writeValueAsString(calendar), Calendar.class))
        .isEqualTo(calendar);
    assertThat(JSON.readValue(JSON.writeValueAsString(quiet), Quiet.class)).isEqualTo(quiet);
  }

  @Test
  void aZoneThatIsNoneIsRefused() throws IOException {
    JsonNode wrong = JSON.readTree("{\"timeZone\": \"Europe/Nowhere\", \"week\": []}");

    assertThatThrownBy(() -> events.calendar(wrong)).isInstanceOf(DateTimeException.class);
  }

  private static JsonNode example(String type) throws IOException {
    return JSON.readTree(EXAMPLES.resolve(type + ".json").toFile());
  }
}
