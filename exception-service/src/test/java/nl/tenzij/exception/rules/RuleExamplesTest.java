package nl.tenzij.exception.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import nl.tenzij.exception.exemption.ReviewTerms;
import nl.tenzij.ledger.store.Json;
import org.junit.jupiter.api.Test;

/** What school-service shows as examples of policies and calendars is what we can read. */
class RuleExamplesTest {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");

  private final ObjectMapper json = Json.mapper();

  @Test
  void aPolicySaysWhatIsAnsweredAndWhenItIsLookedAtAgain() throws IOException {
    var policy = read("policy-in-force.v1.json", PolicyInForce.class);
    assertThat(policy.topic()).isEqualTo(PolicyInForce.PHONES);
    assertThat(policy.exemptions().criteria()).containsExactly("1", "2", "3", "4", "5");
    assertThat(policy.exemptions().decidedWithin()).isEqualTo(Period.ofDays(21));
    assertThat(policy.objectionTerm()).isEqualTo(Period.ofDays(42));
    assertThat(policy.exemptions().terms().temporary())
        .isEqualTo(new ReviewTerms.Bounds(Period.ofDays(42), Period.ofDays(56)));
  }

  @Test
  void anOlderPolicySaysNothingOfIt() throws IOException {
    var policy = read("policy-in-force.v1-before-exemptions.json", PolicyInForce.class);
    assertThat(policy.exemptions()).isNull();
    assertThat(PolicyInForce.Exemptions.NONE.terms()).isEqualTo(ReviewTerms.USUAL);
  }

  @Test
  void whatIsKeptOfARuleIsReadAgain() throws IOException {
    var rule = read("policy-in-force.v1.json", PolicyInForce.class).exemptions();
    String kept = json.writeValueAsString(rule);
    assertThat(json.readValue(kept, PolicyInForce.Exemptions.class)).isEqualTo(rule);
  }

  @Test
  void aCalendarSaysWhenSemestersEnd() throws IOException {
    var calendar = read("calendar-set.v1.json", CalendarSet.class);
    assertThat(calendar.timeZone().getId()).isEqualTo("Europe/Amsterdam");
    assertThat(calendar.semesterEnds())
        .containsExactly(LocalDate.of(2027, 1, 29), LocalDate.of(2027, 7, 9));
  }

  @Test
  void aSchoolSaysInWhichZoneItIsRegistered() throws IOException {
    var school = read("school-registered.v1.json", SchoolRegistered.class);
    assertThat(school.timeZone().getId()).isEqualTo("Europe/Amsterdam");
  }

  @Test
  void aTermOfNoDaysIsNone() {
    var usual = ReviewTerms.USUAL;
    assertThatThrownBy(
            () ->
                new ReviewTerms(
                    usual.temporary(),
                    usual.effect(),
                    usual.recurring(),
                    Period.ZERO,
                    usual.semesterEnds()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private <T> T read(String example, Class<T> type) throws IOException {
    return json.readerFor(type).readValue(EXAMPLES.resolve("nl.tenzij.school." + example).toFile());
  }
}
