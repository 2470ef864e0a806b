package nl.tenzij.school.published;

import java.time.ZoneId;
import nl.tenzij.school.organisation.Sector;

/** {@code nl.tenzij.school.school-registered.v1} */
record PublishedSchool(String school, Sector sector, ZoneId timeZone) {
  static final String TYPE = "nl.tenzij.school.school-registered.v1";
}
