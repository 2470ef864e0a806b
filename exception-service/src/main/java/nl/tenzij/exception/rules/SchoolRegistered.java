package nl.tenzij.exception.rules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.ZoneId;

/** What school-service tells of a school, as far as its days need it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SchoolRegistered(ZoneId timeZone) {

  static final String TYPE = "nl.tenzij.school.school-registered.v1";
}
