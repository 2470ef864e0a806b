package nl.tenzij.school.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.roster.RosterConfiguration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SchoolDaysTest extends SchoolSpec {

  @Inject CommandHandler<CalendarCommand, Calendar, CalendarEvent> calendars;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> registered;

  /** Its first roster is judged before it registers the school, with the time zone laid down. */
  @Test
  void aSchoolThatIsNotKnownYetHasTheTimeZoneThatItsRosterGivesIt() throws Throwable {
    SchoolDays days = new SchoolDays();
    days.clock = Clock.fixed(Instant.parse("2027-01-30T01:00:00Z"), ZoneOffset.UTC);
    days.configuration = elsewhere();
    days.calendars = calendars;
    days.schools = registered;
    assertThat(today(days, school)).as("in Amsterdam").isEqualTo("2027-01-30");
    assertThat(today(days, "school-" + UUID.randomUUID())).as("in Curaçao").isEqualTo("2027-01-29");
  }

  private LocalDate today(SchoolDays days, String at) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(
        () -> days.today(new Board(board), new School(at)));
  }

  private static RosterConfiguration elsewhere() {
    return new SmallRyeConfigBuilder()
        .withMapping(RosterConfiguration.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter())
        .withDefaultValue("tenzij.roster.time-zone", "America/Curacao")
        .build()
        .getConfigMapping(RosterConfiguration.class);
  }
}
