package nl.tenzij.school.organisation;

import java.time.ZoneId;

/**
 * A school as it is known. {@link #NONE} before it was registered.
 *
 * @param identifier null where none is known
 */
public record RegisteredSchool(
    String school, String name, String identifier, Sector sector, ZoneId timeZone) {

  public static final RegisteredSchool NONE = new RegisteredSchool(null, null, null, null, null);

  public boolean isRegistered() {
    return school != null;
  }
}
