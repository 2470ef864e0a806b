package nl.tenzij.school.staff;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.school.staff.StaffCommand.LeaveSchool;
import nl.tenzij.school.staff.StaffCommand.RegisterStaff;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;

/** A roster is a set: saying again what is known changes nothing. */
public final class StaffDecider implements Decider<StaffCommand, Staff, StaffEvent> {

  @Override
  public Staff initial() {
    return Staff.NONE;
  }

  @Override
  public List<StaffEvent> decide(StaffCommand command, Staff known) {
    return switch (command) {
      case RegisterStaff register -> register(register, known);
      case LeaveSchool(String staff) -> known.present() ? List.of(new StaffLeft(staff)) : List.of();
    };
  }

  private static List<StaffEvent> register(RegisterStaff asked, Staff known) {
    List<String> roles = asked.roles().stream().sorted().distinct().toList();
    var wanted =
        new Staff(asked.staff(), true, asked.givenName(), asked.familyName(), asked.email(), roles);
    if (wanted.equals(known)) {
      return List.of();
    }
    return List.of(
        known.present()
            ? new StaffChanged(
                asked.staff(), asked.givenName(), asked.familyName(), asked.email(), roles)
            : new StaffRegistered(
                asked.staff(), asked.givenName(), asked.familyName(), asked.email(), roles));
  }

  @Override
  public Staff evolve(Staff known, StaffEvent event) {
    return switch (event) {
      case StaffRegistered(var staff, var given, var family, var email, var roles) ->
          new Staff(staff, true, given, family, email, roles);
      case StaffChanged(var staff, var given, var family, var email, var roles) ->
          new Staff(staff, true, given, family, email, roles);
      case StaffLeft(var staff) ->
          new Staff(
              staff, false, known.givenName(), known.familyName(), known.email(), known.roles());
    };
  }
}
