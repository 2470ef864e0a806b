package nl.tenzij.school.organisation;

import java.time.ZoneId;
import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.organisation.SchoolCommand.ManageSchool;
import nl.tenzij.school.organisation.SchoolCommand.RegisterSchool;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;

/**
 * A school is registered by its own board, or by that board's roster, with a sector. From then on
 * sector and time zone are the board's to change.
 */
public final class SchoolDecider implements Decider<SchoolCommand, RegisteredSchool, SchoolEvent> {

  @Override
  public RegisteredSchool initial() {
    return RegisteredSchool.NONE;
  }

  @Override
  public List<SchoolEvent> decide(SchoolCommand command, RegisteredSchool known) {
    return switch (command) {
      case RegisterSchool register -> register(register, known);
      case ManageSchool(var school, var name, var identifier, var sector, var zone) ->
          became(new RegisteredSchool(school, name, identifier, sector, zone), known);
    };
  }

  private static List<SchoolEvent> register(RegisterSchool asked, RegisteredSchool known) {
    if (!asked.speaker().equals(asked.board())) {
      throw new Refused(
          "school-of-other-board", "the school's parent is not the board that sends this roster");
    }
    Sector sector = known.isRegistered() ? known.sector() : asked.sector().orElse(null);
    if (sector == null) {
      throw new Refused("sector-missing", "a school is registered with its sector, PO or VO");
    }
    String identifier = asked.identifier().orElse(known.identifier());
    ZoneId zone = known.isRegistered() ? known.timeZone() : asked.timeZone();
    return became(
        new RegisteredSchool(asked.school(), asked.name(), identifier, sector, zone), known);
  }

  private static List<SchoolEvent> became(RegisteredSchool wanted, RegisteredSchool known) {
    if (wanted.equals(known)) {
      return List.of();
    }
    return List.of(
        known.isRegistered()
            ? new SchoolChanged(
                wanted.school(),
                wanted.name(),
                wanted.identifier(),
                wanted.sector(),
                wanted.timeZone())
            : new SchoolRegistered(
                wanted.school(),
                wanted.name(),
                wanted.identifier(),
                wanted.sector(),
                wanted.timeZone()));
  }

  @Override
  public RegisteredSchool evolve(RegisteredSchool known, SchoolEvent event) {
    return switch (event) {
      case SchoolRegistered(var school, var name, var identifier, var sector, var zone) ->
          new RegisteredSchool(school, name, identifier, sector, zone);
      case SchoolChanged(var school, var name, var identifier, var sector, var zone) ->
          new RegisteredSchool(school, name, identifier, sector, zone);
    };
  }
}
