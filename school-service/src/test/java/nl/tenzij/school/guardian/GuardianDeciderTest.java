package nl.tenzij.school.guardian;

import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.guardian.GuardianCommand.LeaveSchool;
import nl.tenzij.school.guardian.GuardianCommand.RegisterGuardian;
import nl.tenzij.school.guardian.GuardianEvent.GuardianChanged;
import nl.tenzij.school.guardian.GuardianEvent.GuardianLeft;
import nl.tenzij.school.guardian.GuardianEvent.GuardianRegistered;
import org.junit.jupiter.api.Test;

class GuardianDeciderTest {

  private static final Personal<String> FATMA = Personal.of("g-fatma", "Fatma");
  private static final Personal<String> DEMIR = Personal.of("g-fatma", "Demir");
  private static final Personal<String> EMAIL = Personal.of("g-fatma", "fatma@example.org");

  private final DeciderSpec<GuardianCommand, Guardian, GuardianEvent> spec =
      DeciderSpec.of(new GuardianDecider());
  private final GuardianEvent registered =
      new GuardianRegistered("g-fatma", FATMA, DEMIR, EMAIL, "tr");

  @Test
  void aRosterSilentOnTheLanguageKeepsIt() {
    var silent = new RegisterGuardian("g-fatma", FATMA, DEMIR, EMAIL, Optional.empty(), "nl");
    spec.given(new GuardianRegistered("g-fatma", FATMA, DEMIR, EMAIL, "tr"))
        .when(silent)
        .thenNothing();
    spec.given().when(silent).then(new GuardianRegistered("g-fatma", FATMA, DEMIR, EMAIL, "nl"));
  }

  @Test
  void aGuardianIsRegisteredOnce() {
    var register = new RegisterGuardian("g-fatma", FATMA, DEMIR, EMAIL, Optional.of("tr"), "nl");
    spec.given().when(register).then(registered);
    spec.given(registered).when(register).thenNothing();
  }

  @Test
  void anAddressCanGo() {
    spec.given(registered)
        .when(new RegisterGuardian("g-fatma", FATMA, DEMIR, null, Optional.of("tr"), "nl"))
        .then(new GuardianChanged("g-fatma", FATMA, DEMIR, null, "tr"));
  }

  @Test
  void aGuardianLeavesOnceAndCanComeBack() {
    GuardianEvent left = new GuardianLeft("g-fatma");
    spec.given(registered).when(new LeaveSchool("g-fatma")).then(left);
    spec.given(registered, left).when(new LeaveSchool("g-fatma")).thenNothing();
    spec.given(registered, left)
        .when(new RegisterGuardian("g-fatma", FATMA, DEMIR, EMAIL, Optional.of("tr"), "nl"))
        .then(registered);
  }
}
