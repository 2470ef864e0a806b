package nl.tenzij.sanction.incident;

import static nl.tenzij.sanction.incident.Participant.Role.HARMED;
import static nl.tenzij.sanction.incident.Participant.Role.OFFENDER;
import static nl.tenzij.sanction.incident.Participant.Role.WITNESS;
import static nl.tenzij.sanction.incident.Participant.otherStaff;
import static nl.tenzij.sanction.incident.Participant.pupil;
import static nl.tenzij.sanction.incident.Participant.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand.CorrectIncident;
import nl.tenzij.sanction.incident.IncidentCommand.RecordIncident;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.verdict.Ground;
import nl.tenzij.sanction.verdict.Moment;
import org.junit.jupiter.api.Test;

class IncidentDeciderTest {

  private static final Instant NINE_TWENTY = Instant.parse("2026-11-23T08:20:00Z");
  private static final Instant HALF_PAST_NINE = NINE_TWENTY.plusSeconds(600);
  private static final Personal<String> REASON = Personal.of("p-sam", "It was another device.");

  private final DeciderSpec<IncidentCommand, Incident, IncidentEvent> incident =
      DeciderSpec.of(new IncidentDecider());

  @Test
  void whatWasSeenIsPutOnRecord() {
    var seen =
        seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER), pupil("p-noa", WITNESS));
    incident.given().when(record(seen)).then(new IncidentRecorded(seen, List.of(), "st-tim"));
  }

  @Test
  void anIncidentIsRecordedOnce() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    incident
        .given(new IncidentRecorded(seen, List.of(), "st-tim"))
        .when(record(seen))
        .thenRefused("incident-already-recorded");
  }

  /** Who knows the school, and guesses the rest, must not find out by trying. */
  @Test
  void anIncidentsIdTellsNothingToWhoLacksTheSchoolsSecret() {
    Board board = new Board("stichting-tenboom");
    School school = new School("college-een");
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    var id = Incidents.seen(board, school, "one", "st-tim", seen);
    assertThat(Incidents.seen(board, school, "one", "st-tim", seen)).isEqualTo(id);
    assertThat(Incidents.seen(board, school, "other", "st-tim", seen)).isNotEqualTo(id);
    assertThat(Incidents.seen(board, school, "one", "st-lisa", seen)).isNotEqualTo(id);
  }

  @Test
  void nothingIsRecordedBeforeItHappened() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    incident
        .given()
        .when(
            new RecordIncident(
                seen, List.of(), Set.of(), "st-tim", true, NINE_TWENTY.minusMillis(1)))
        .thenRefused("incident-in-the-future");
  }

  @Test
  void aViolationIsSomeones() {
    incident
        .given()
        .when(record(seen(Category.DEVICE_ON_PERSON, pupil("p-noa", WITNESS))))
        .thenRefused("violation-without-offender");
  }

  @Test
  void whoMisusedADeviceMayBeUnknown() {
    var seen = seen(Category.CYBERBULLYING, pupil("p-noa", HARMED));
    incident.given().when(record(seen)).then(new IncidentRecorded(seen, List.of(), "st-tim"));
  }

  @Test
  void staffCanBeHarmed() {
    var seen = seen(Category.THREAT, pupil("p-sam", OFFENDER), staff("st-lisa", HARMED));
    incident.given().when(record(seen)).then(new IncidentRecorded(seen, List.of(), "st-tim"));
  }

  @Test
  void staffAreNoOffendersHere() {
    incident
        .given()
        .when(record(seen(Category.THREAT, staff("st-lisa", OFFENDER))))
        .thenRefused("offender-not-a-pupil");
    incident
        .given()
        .when(record(seen(Category.THREAT, otherStaff(OFFENDER))))
        .thenRefused("offender-not-a-pupil");
  }

  /** Two cleaners: nothing tells them apart here, and they are two. */
  @Test
  void severalCanBeHarmedWhomNoRosterNames() {
    var seen = seen(Category.THREAT, otherStaff(HARMED), otherStaff(HARMED));
    incident.given().when(record(seen)).then(new IncidentRecorded(seen, List.of(), "st-tim"));
  }

  @Test
  void anIncidentHasAParticipant() {
    incident
        .given()
        .when(record(seen(Category.THREAT)))
        .thenRefused("incident-without-participants");
  }

  @Test
  void aParticipantIsNamedOncePerRole() {
    incident
        .given()
        .when(
            record(
                seen(Category.PHOTO_OR_VIDEO, pupil("p-sam", OFFENDER), pupil("p-sam", OFFENDER))))
        .thenRefused("participant-twice");
  }

  @Test
  void aLaterEntryCorrectsAnEarlierOne() {
    var first = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    var better = seen(Category.DEVICE_ON_PERSON, pupil("p-sam", OFFENDER));
    incident
        .given(new IncidentRecorded(first, List.of(), "st-tim"))
        .when(correct(better))
        .then(new IncidentCorrected(better, List.of(), REASON, "st-cora"))
        .thenState(
            state -> {
              assertThat(((OnRecord) state).observed()).isEqualTo(better);
              assertThat(((OnRecord) state).reportedBy()).isEqualTo("st-tim");
              assertThat(((OnRecord) state).corrections()).isOne();
            });
  }

  @Test
  void aCorrectionThatSaysTheSameChangesNothing() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    incident
        .given(new IncidentRecorded(seen, List.of(), "st-tim"))
        .when(correct(seen))
        .thenNothing();
  }

  @Test
  void aCorrectionKeepsToTheSameRules() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    incident
        .given(new IncidentRecorded(seen, List.of(), "st-tim"))
        .when(correct(seen(Category.NON_EDUCATIONAL_USE, pupil("p-noa", WITNESS))))
        .thenRefused("violation-without-offender");
    incident.given().when(correct(seen)).thenRefused("incident-not-recorded");
  }

  @Test
  void whatWasAllowedIsNoViolation() {
    var seen =
        seen(Category.NON_EDUCATIONAL_USE, pupil("p-noa", OFFENDER), pupil("p-sam", OFFENDER));
    for (Ground ground : List.of(Ground.EXEMPTION, Ground.EDUCATIONAL_USE, Ground.OUTSIDE_RULES)) {
      incident
          .given()
          .when(record(seen, then("p-noa", Ground.RULE), then("p-sam", ground)))
          .thenRefused(IncidentDecider.USE_WAS_ALLOWED);
    }
  }

  @Test
  void theRefusalSaysWhoseUseWasAllowed() {
    var seen =
        seen(Category.NON_EDUCATIONAL_USE, pupil("p-noa", OFFENDER), pupil("p-sam", OFFENDER));
    var command = record(seen, then("p-noa", Ground.RULE), then("p-sam", Ground.EXEMPTION));
    assertThatThrownBy(() -> new IncidentDecider().decide(command, new IncidentDecider().initial()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.points())
                    .extracting(Refused.Point::where)
                    .containsExactly("participants[1].pupil"));
  }

  @Test
  void theRefusalOfACorrectionPointsIntoTheCorrection() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    var state =
        new IncidentDecider()
            .evolve(
                new IncidentDecider().initial(), new IncidentRecorded(seen, List.of(), "st-tim"));
    var other = seen(Category.DEVICE_ON_PERSON, pupil("p-noa", OFFENDER));
    var command =
        new CorrectIncident(
            other,
            List.of(then("p-noa", Ground.EXEMPTION)),
            Set.of(),
            REASON,
            "st-cora",
            true,
            HALF_PAST_NINE);
    assertThatThrownBy(() -> new IncidentDecider().decide(command, state))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.points())
                    .extracting(Refused.Point::where)
                    .containsExactly("observed.participants[0].pupil"));
  }

  @Test
  void misuseIsRecordedWhateverWasAllowed() {
    var seen = seen(Category.PHOTO_OR_VIDEO, pupil("p-sam", OFFENDER));
    var verdict = then("p-sam", Ground.EXEMPTION);
    incident
        .given()
        .when(record(seen, verdict))
        .then(new IncidentRecorded(seen, List.of(verdict), "st-tim"));
  }

  /** A policy that binds can come to be known later: then it is weighed. */
  @Test
  void withoutAKnownPolicyAViolationIsRecorded() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    var verdict =
        new VerdictThen(
            "p-sam", Ground.OUTSIDE_RULES, Optional.empty(), Optional.empty(), Optional.of(false));
    incident
        .given()
        .when(record(seen, verdict))
        .then(new IncidentRecorded(seen, List.of(verdict), "st-tim"));
  }

  @Test
  void nobodyBringsADeviceDespiteABanWithoutOne() {
    var seen = seen(Category.BROUGHT_DESPITE_BAN, pupil("p-sam", OFFENDER));
    incident.given().when(record(seen, then("p-sam", Ground.RULE))).thenRefused("no-ban-then");
    var banned = then("p-sam", Ground.BAN);
    incident
        .given()
        .when(record(seen, banned))
        .then(new IncidentRecorded(seen, List.of(banned), "st-tim"));
  }

  /** Handed in, let in by an exemption, or brought before the ban was said: all told the same. */
  @Test
  void whatMayBeAtSchoolUnderABanWasNotBroughtDespiteIt() {
    var seen = seen(Category.BROUGHT_DESPITE_BAN, pupil("p-sam", OFFENDER));
    var banned = List.of(then("p-sam", Ground.BAN));
    for (boolean groundsTold : List.of(true, false)) {
      incident
          .given()
          .when(
              new RecordIncident(
                  seen, banned, Set.of("p-sam"), "st-tim", groundsTold, HALF_PAST_NINE))
          .thenRefused(IncidentDecider.NO_BAN);
    }
    var used = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    incident
        .given()
        .when(new RecordIncident(used, banned, Set.of("p-sam"), "st-tim", true, HALF_PAST_NINE))
        .then(new IncidentRecorded(used, banned, "st-tim"));
  }

  /** Else who does not teach the pupil could tell one from the other, at no cost. */
  @Test
  void anExemptionIsRefusedAsTheWantOfABanIsToWhoMayNotKnowOfIt() {
    var seen = seen(Category.BROUGHT_DESPITE_BAN, pupil("p-sam", OFFENDER));
    for (Ground ground : List.of(Ground.EXEMPTION, Ground.EDUCATIONAL_USE, Ground.RULE)) {
      incident
          .given()
          .when(
              new RecordIncident(
                  seen, List.of(then("p-sam", ground)), Set.of(), "st-tim", false, HALF_PAST_NINE))
          .thenRefused(IncidentDecider.NO_BAN);
    }
    incident
        .given()
        .when(record(seen, then("p-sam", Ground.EXEMPTION)))
        .thenRefused(IncidentDecider.USE_WAS_ALLOWED);
  }

  @Test
  void aViolationIsNotCorrectedIntoAMisuse() {
    var seen = seen(Category.NON_EDUCATIONAL_USE, pupil("p-sam", OFFENDER));
    incident
        .given(new IncidentRecorded(seen, List.of(), "st-tim"))
        .when(correct(seen(Category.PHOTO_OR_VIDEO, pupil("p-sam", OFFENDER))))
        .thenRefused("breach-changed");
  }

  private static VerdictThen then(String pupil, Ground ground) {
    return new VerdictThen(
        pupil, ground, Optional.of("policy-1"), Optional.of(1), Optional.of(false));
  }

  private static RecordIncident record(Observation seen, VerdictThen... verdicts) {
    return new RecordIncident(seen, List.of(verdicts), Set.of(), "st-tim", true, HALF_PAST_NINE);
  }

  private static Observation seen(Category category, Participant... participants) {
    return new Observation(
        category,
        Device.SMARTPHONE,
        Place.CLASSROOM,
        NINE_TWENTY,
        Optional.of(Moment.LESSON),
        Optional.empty(),
        List.of(participants),
        Optional.of(Personal.of("p-sam", "Under the table.")));
  }

  private static CorrectIncident correct(Observation seen) {
    return new CorrectIncident(seen, List.of(), Set.of(), REASON, "st-cora", true, HALF_PAST_NINE);
  }
}
