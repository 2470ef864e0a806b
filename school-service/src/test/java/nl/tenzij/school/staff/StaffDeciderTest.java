package nl.tenzij.school.staff;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.staff.StaffCommand.LeaveSchool;
import nl.tenzij.school.staff.StaffCommand.RegisterStaff;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;
import org.junit.jupiter.api.Test;

class StaffDeciderTest {

  private static final Personal<String> TIM = Personal.of("st-tim", "Tim");
  private static final Personal<String> VOS = Personal.of("st-tim", "Vos");

  private final DeciderSpec<StaffCommand, Staff, StaffEvent> spec =
      DeciderSpec.of(new StaffDecider());
  private final StaffEvent registered =
      new StaffRegistered("st-tim", TIM, VOS, null, List.of("counselor", "teacher"));

  @Test
  void theOrderOfRolesDoesNotMatter() {
    spec.given()
        .when(new RegisterStaff("st-tim", TIM, VOS, null, List.of("teacher", "counselor")))
        .then(registered);
    spec.given(registered)
        .when(
            new RegisterStaff("st-tim", TIM, VOS, null, List.of("teacher", "counselor", "teacher")))
        .thenNothing();
  }

  @Test
  void aRoleLessIsAChange() {
    spec.given(registered)
        .when(new RegisterStaff("st-tim", TIM, VOS, null, List.of("teacher")))
        .then(new StaffChanged("st-tim", TIM, VOS, null, List.of("teacher")));
  }

  @Test
  void leavesOnce() {
    StaffEvent left = new StaffLeft("st-tim");
    spec.given(registered).when(new LeaveSchool("st-tim")).then(left);
    spec.given(registered, left).when(new LeaveSchool("st-tim")).thenNothing();
  }
}
