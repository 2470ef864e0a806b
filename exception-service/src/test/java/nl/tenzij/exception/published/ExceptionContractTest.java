package nl.tenzij.exception.published;

import static nl.tenzij.exception.exemption.Cases.ATTACHED;
import static nl.tenzij.exception.exemption.Cases.BEGUN;
import static nl.tenzij.exception.exemption.Cases.GRANTED;
import static nl.tenzij.exception.exemption.Cases.GUIDED;
import static nl.tenzij.exception.exemption.Cases.PUPIL;
import static nl.tenzij.exception.exemption.Cases.REFUSED;
import static nl.tenzij.exception.exemption.Cases.REQUESTED;
import static nl.tenzij.exception.exemption.Cases.SUBMITTED;
import static nl.tenzij.exception.exemption.Cases.SUSPENDED;
import static nl.tenzij.exception.exemption.Cases.TALKED;
import static nl.tenzij.exception.exemption.Cases.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;
import nl.tenzij.exception.concern.ConcernEvent.UptakeSettled;
import nl.tenzij.exception.concern.ConcernOutcome;
import nl.tenzij.exception.concern.Report;
import nl.tenzij.exception.evidence.ReadingEvent.EvidenceRead;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.EndCause;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.DecisionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.exemption.Purpose;
import nl.tenzij.exception.exemption.Reminder;
import nl.tenzij.exception.exemption.Reminder.Stage;
import nl.tenzij.exception.exemption.Review;
import nl.tenzij.exception.exemption.ReviewKind;
import nl.tenzij.exception.exemption.Suspension;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.PersonalModule;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ContractSpec;
import org.junit.jupiter.api.Test;

class ExceptionContractTest extends ContractSpec {

  private static final Meta META =
      new Meta("st-cora", "care-coordinator", UUID.randomUUID(), null, UUID.randomUUID(), null);

  @Override
  protected List<Published> published() {
    var topic = new ExceptionTopic();
    return Stream.of(
            REQUESTED,
            ATTACHED,
            SUBMITTED,
            BEGUN,
            GRANTED,
            REFUSED,
            TALKED,
            GUIDED,
            SUSPENDED,
            new ExemptionAdjusted(PUPIL, GRANTED.grant(), "st-cora"),
            reminded(Stage.AHEAD),
            reminded(Stage.DUE),
            reminded(Stage.OVERDUE),
            remindedWhileSuspended(),
            new DecisionReminded(PUPIL, TODAY, TODAY.plusDays(1)),
            new UptakeReminded(PUPIL, TODAY, 1),
            new UptakeReminded(PUPIL, TODAY, 2),
            new UptakeSettled(PUPIL),
            urged(Asker.Capacity.GUARDIAN),
            urged(Asker.Capacity.PUPIL),
            urged(Asker.Capacity.MENTOR),
            urged(Asker.Capacity.CARE_COORDINATOR),
            new ExemptionResumed(PUPIL, Optional.empty(), "st-cora"),
            new RequestWithdrawn(PUPIL, Optional.empty(), "g-fatma"),
            new ExemptionEnded(
                PUPIL, EndCause.REVOKED, Optional.empty(), Optional.empty(), "st-cora"))
        .flatMap(event -> topic.publish(recorded(event)).stream())
        .toList();
  }

  @Test
  void nothingTellsWhatAnExemptionIsFor() {
    var json = Json.mapper(new PersonalModule());
    for (Published each : published()) {
      String told = each.type() + ' ' + json.valueToTree(each.data());
      for (Purpose purpose : Purpose.values()) {
        assertThat(told).doesNotContain(purpose.name());
      }
      assertThat(told)
          .doesNotContain("reading app", "follow the text", "g-fatma", "medical", "no-other-aid")
          .doesNotContain("STATEMENT", "talked it over", "DAILY_CHECK", "three times", "ON_TABLE")
          .doesNotContain("TEMPORARY", "STRUCTURAL");
    }
  }

  @Test
  void aReviewThatIsDueTellsOfTheSuspensionThatRuns() {
    JsonNode told = told(remindedWhileSuspended());
    assertThat(told.path("suspendedFrom").asText()).isEqualTo(SUSPENDED.from().toString());
    assertThat(told.path("suspendedUntil").asText()).isEqualTo(SUSPENDED.until().toString());
    assertThat(told(reminded(Stage.DUE)).has("suspendedUntil")).isFalse();
  }

  @Test
  void whatIsAdjustedIsToldFromWhatIsGranted() {
    assertThat(told(GRANTED).path("occasion").asText()).isEqualTo("GRANTED");
    assertThat(
            told(new ExemptionAdjusted(PUPIL, GRANTED.grant(), "st-cora"))
                .path("occasion")
                .asText())
        .isEqualTo("ADJUSTED");
  }

  /** Who ended it, as far as one may object; that it was revoked would tell of misuse. */
  @Test
  void anEndTellsWhetherTheSchoolDecidedIt() {
    assertThat(cause(EndCause.REVIEWED)).isEqualTo("DECIDED");
    assertThat(cause(EndCause.REVOKED)).isEqualTo("DECIDED");
    assertThat(cause(EndCause.WITHDRAWN)).isEqualTo("GIVEN_UP");
    assertThat(cause(EndCause.LEFT_SCHOOL)).isEqualTo("LEFT_SCHOOL");
  }

  private static String cause(EndCause cause) {
    return told(new ExemptionEnded(PUPIL, cause, Optional.empty(), Optional.empty(), "st-cora"))
        .path("cause")
        .asText();
  }

  private static JsonNode told(ExemptionEvent event) {
    Published published = new ExceptionTopic().publish(recorded(event)).getFirst();
    return Json.mapper(new PersonalModule()).valueToTree(published.data());
  }

  /** The head hears of it the second time: perhaps there is nobody else to take it up. */
  @Test
  void thatAConcernWaitsIsToldToTheHeadTheSecondTime() {
    assertThat(audience(1)).containsExactly("CARE_COORDINATOR");
    assertThat(audience(2)).containsExactly("CARE_COORDINATOR", "HEAD");
  }

  private static List<String> audience(int times) {
    Published told =
        new ExceptionTopic().publish(recorded(new UptakeReminded(PUPIL, TODAY, times))).getFirst();
    JsonNode data = Json.mapper().valueToTree(told.data());
    List<String> audience = new ArrayList<>();
    data.path("audience").forEach(each -> audience.add(each.asText()));
    return audience;
  }

  /** Not even that there is one, unless nobody takes it up. */
  @Test
  void concernsAndReadingsAreToldToNobody() {
    var topic = new ExceptionTopic();
    var words = Personal.of(PUPIL, "Watched films");
    var report = new Report(PUPIL, Instant.parse("2026-11-24T09:00:00Z"), words, "st-tim");
    assertThat(topic.publish(recorded(new ConcernReported(report)))).isEmpty();
    assertThat(topic.publish(recorded(new ConcernTakenUp("st-cora")))).isEmpty();
    var closed = new ConcernClosed(ConcernOutcome.FOLLOWED_UP, words, "st-cora");
    assertThat(topic.publish(recorded(closed))).isEmpty();
    assertThat(
            topic.publish(
                recorded(
                    new EvidenceRead(
                        PUPIL,
                        UUID.randomUUID(),
                        "st-cora",
                        "care-coordinator",
                        Instant.parse("2026-11-24T09:00:00Z"),
                        words))))
        .isEmpty();
  }

  private static CompletionReminded urged(Asker.Capacity asker) {
    return new CompletionReminded(PUPIL, TODAY, TODAY.plusDays(1), asker);
  }

  /** As after an upgrade: home is not written to about what nobody has been at for long. */
  @Test
  void thatSomethingWasLeftBehindLongAgoIsSaidToCareAlone() {
    for (int days : List.of(28, 29)) {
      var told =
          told(new CompletionReminded(PUPIL, TODAY, TODAY.plusDays(days), Asker.Capacity.GUARDIAN));
      assertThat(told.path("audience").toString().contains("GUARDIANS")).isEqualTo(days == 28);
      assertThat(told.path("audience").toString()).contains("CARE_COORDINATOR");
    }
  }

  @Test
  void whatIsMissingIsSaidToWhoAskedAndToCare() {
    assertThat(told(urged(Asker.Capacity.GUARDIAN)).path("audience").toString())
        .isEqualTo("[\"GUARDIANS\",\"CARE_COORDINATOR\"]");
    assertThat(told(urged(Asker.Capacity.MENTOR)).path("audience").toString())
        .isEqualTo("[\"MENTOR\",\"CARE_COORDINATOR\"]");
    assertThat(told(urged(Asker.Capacity.CARE_COORDINATOR)).path("audience").toString())
        .isEqualTo("[\"CARE_COORDINATOR\"]");
  }

  private static ReviewReminded reminded(Stage stage) {
    return new ReviewReminded(
        PUPIL,
        new Review.Due(ReviewKind.EFFECT, TODAY),
        new Reminder(stage, TODAY),
        Optional.empty());
  }

  private static ReviewReminded remindedWhileSuspended() {
    return new ReviewReminded(
        PUPIL,
        new Review.Due(ReviewKind.REASSESSMENT, SUSPENDED.until()),
        new Reminder(Stage.DUE, SUSPENDED.until()),
        Optional.of(new Suspension.Days(SUSPENDED.from(), SUSPENDED.until())));
  }

  private static <E> Recorded<E> recorded(E event) {
    var stream =
        Exemptions.stream(
            new Board("stichting-tenboom"), new School("college-een"), UUID.randomUUID());
    return new Recorded<>(
        0, 1, stream, 1, UUID.randomUUID(), Instant.parse("2026-11-24T09:00:00Z"), META, event);
  }
}
