package nl.tenzij.school.pupil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.pupil.PupilCommand.LeaveSchool;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import org.junit.jupiter.api.Test;

class PupilDeciderTest {

  private static final Personal<String> SAM = Personal.of("p-sam", "Sam");
  private static final Personal<String> DEMIR = Personal.of("p-sam", "Demir");
  private static final Tie FATMA = new Tie("g-fatma", Optional.of("tr"), true);
  private static final Tie PIET = new Tie("g-piet", Optional.of("nl"), true);
  private static final Guardianship OF_FATMA = new Guardianship("g-fatma", "tr", true);
  private static final Guardianship OF_PIET = new Guardianship("g-piet", "nl", true);

  private final DeciderSpec<PupilCommand, Pupil, PupilEvent> spec =
      DeciderSpec.of(new PupilDecider());
  private final PupilEvent registered =
      new PupilRegistered("p-sam", SAM, DEMIR, "3", List.of(OF_FATMA, OF_PIET), List.of("k1"));

  private static RegisterPupil register(List<Tie> ties, String... classes) {
    return new RegisterPupil("p-sam", SAM, DEMIR, "3", ties, Optional.of(List.of(classes)));
  }

  @Test
  void aPupilIsRegistered() {
    spec.given().when(register(List.of(FATMA, PIET), "k1")).then(registered);
  }

  @Test
  void sayingItAgainInAnotherOrderChangesNothing() {
    spec.given(registered).when(register(List.of(PIET, FATMA, PIET), "k1", "k1")).thenNothing();
  }

  @Test
  void anotherClassIsAChange() {
    spec.given(registered)
        .when(register(List.of(FATMA, PIET), "k2"))
        .then(
            new PupilChanged("p-sam", SAM, DEMIR, "3", List.of(OF_FATMA, OF_PIET), List.of("k2")));
  }

  @Test
  void anotherLanguageOfAGuardianIsAChange() {
    spec.given(registered)
        .when(register(List.of(new Tie("g-fatma", Optional.of("nl"), true), PIET), "k1"))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(new Guardianship("g-fatma", "nl", true), OF_PIET));
  }

  @Test
  void aRosterSilentOnEnrolmentsKeepsTheClasses() {
    spec.given(registered)
        .when(new RegisterPupil("p-sam", SAM, DEMIR, "3", List.of(FATMA, PIET), Optional.empty()))
        .thenNothing();
  }

  @Test
  void aGuardianWhoseLineCannotBeReadKeepsTheKnownLanguage() {
    spec.given(registered)
        .when(register(List.of(new Tie("g-fatma", Optional.empty(), true), PIET), "k1"))
        .thenNothing();
  }

  @Test
  void aGuardianNeverReadIsNotTied() {
    spec.given()
        .when(register(List.of(new Tie("g-new", Optional.empty(), true)), "k1"))
        .thenState(pupil -> assertThat(pupil.guardians()).isEmpty());
  }

  @Test
  void aPupilLeavesOnce() {
    PupilEvent left = new PupilLeft("p-sam");
    spec.given(registered).when(new LeaveSchool("p-sam")).then(left);
    spec.given(registered, left).when(new LeaveSchool("p-sam")).thenNothing();
    spec.given().when(new LeaveSchool("p-sam")).thenNothing();
  }

  @Test
  void whoComesBackIsRegisteredAnew() {
    spec.given(registered, new PupilLeft("p-sam"))
        .when(register(List.of(FATMA, PIET), "k1"))
        .then(registered);
  }
}
