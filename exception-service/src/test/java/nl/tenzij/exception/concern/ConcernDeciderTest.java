package nl.tenzij.exception.concern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import nl.tenzij.exception.concern.Concern.Reported;
import nl.tenzij.exception.concern.ConcernCommand.CloseConcern;
import nl.tenzij.exception.concern.ConcernCommand.RemindOfUptake;
import nl.tenzij.exception.concern.ConcernCommand.ReportConcern;
import nl.tenzij.exception.concern.ConcernCommand.TakeUpConcern;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;
import nl.tenzij.exception.concern.ConcernEvent.UptakeSettled;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import org.junit.jupiter.api.Test;

class ConcernDeciderTest {

  private static final Personal<String> NOTE = Personal.of("p-sam", "We made it clearer.");
  private static final ConcernReported REPORTED =
      new ConcernReported(
          new Report(
              "p-sam",
              Instant.parse("2026-11-24T09:00:00Z"),
              Personal.of("p-sam", "Looked at films."),
              "st-tim"));
  private static final ConcernTakenUp TAKEN_UP = new ConcernTakenUp("st-cora");
  private static final ConcernClosed CLOSED =
      new ConcernClosed(ConcernOutcome.AGREEMENTS_UNCLEAR, NOTE, "st-cora");

  private final DeciderSpec<ConcernCommand, Concern, ConcernEvent> concern =
      DeciderSpec.of(new ConcernDecider());

  @Test
  void isReportedTakenUpAndClosed() {
    concern.given().when(new ReportConcern(REPORTED.report())).then(REPORTED);
    concern.given(REPORTED).when(new TakeUpConcern("st-cora")).then(TAKEN_UP);
    concern
        .given(REPORTED, TAKEN_UP)
        .when(close())
        .then(CLOSED)
        .thenState(
            state -> assertThat(((Reported) state).status()).isEqualTo(ConcernStatus.CLOSED));
  }

  @Test
  void isNotClosedUnread() {
    concern.given(REPORTED).when(close()).thenRefused("concern-not-taken-up");
  }

  @Test
  void canBeTakenOverWhileItIsOpen() {
    concern.given(REPORTED, TAKEN_UP).when(new TakeUpConcern("st-cora")).thenNothing();
    concern
        .given(REPORTED, TAKEN_UP)
        .when(new TakeUpConcern("st-mia"))
        .then(new ConcernTakenUp("st-mia"));
    concern.given(REPORTED, TAKEN_UP, CLOSED).when(close()).thenRefused("concern-is-closed");
    concern.given().when(close()).thenRefused("concern-not-reported");
    concern
        .given(REPORTED)
        .when(new ReportConcern(REPORTED.report()))
        .thenRefused("concern-already-reported");
  }

  @Test
  void saysThatItWaitsAsOftenAsItIsToAndNoMore() {
    LocalDate since = LocalDate.of(2026, 11, 24);
    var once = new UptakeReminded("p-sam", since, 1);
    var twice = new UptakeReminded("p-sam", since, 2);
    concern.given(REPORTED).when(new RemindOfUptake(since, 1)).then(once);
    concern.given(REPORTED, once).when(new RemindOfUptake(since, 1)).thenNothing();
    concern.given(REPORTED, once).when(new RemindOfUptake(since, 2)).then(twice);
    concern.given(REPORTED).when(new RemindOfUptake(since, 2)).then(twice);
    concern.given(REPORTED, twice).when(new RemindOfUptake(since, 1)).thenNothing();
    concern.given(REPORTED, TAKEN_UP).when(new RemindOfUptake(since, 1)).thenNothing();
    concern.given(REPORTED, TAKEN_UP, CLOSED).when(new RemindOfUptake(since, 1)).thenNothing();
    concern.given().when(new RemindOfUptake(since, 1)).thenNothing();
  }

  @Test
  void settlesOnceWhatSomebodyWasRemindedOf() {
    var reminded = new UptakeReminded("p-sam", LocalDate.of(2026, 11, 24), 1);
    var settled = new UptakeSettled("p-sam");
    concern.given(REPORTED, reminded).when(new TakeUpConcern("st-cora")).then(TAKEN_UP, settled);
    concern
        .given(REPORTED, reminded, TAKEN_UP, settled)
        .when(new TakeUpConcern("st-mia"))
        .then(new ConcernTakenUp("st-mia"));
  }

  private static CloseConcern close() {
    return new CloseConcern(ConcernOutcome.AGREEMENTS_UNCLEAR, NOTE, "st-cora");
  }
}
