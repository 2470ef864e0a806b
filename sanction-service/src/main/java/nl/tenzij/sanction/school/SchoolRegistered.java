package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.ZoneId;
import nl.tenzij.sanction.sanction.Sector;

/** What we take from {@code nl.tenzij.school.school-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SchoolRegistered(String school, Sector sector, ZoneId timeZone) {

  static final String TYPE = "nl.tenzij.school.school-registered.v1";
}
