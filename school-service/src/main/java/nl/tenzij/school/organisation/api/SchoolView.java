package nl.tenzij.school.organisation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.ZoneId;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolRow;
import nl.tenzij.school.organisation.Sector;

/** A school as it is known. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchoolView(
    String school, String name, String identifier, Sector sector, ZoneId timeZone) {

  static SchoolView of(RegisteredSchool school) {
    return new SchoolView(
        school.school(), school.name(), school.identifier(), school.sector(), school.timeZone());
  }

  static SchoolView of(SchoolRow row) {
    return new SchoolView(
        row.school, row.name, row.identifier, row.sector, ZoneId.of(row.timeZone));
  }
}
