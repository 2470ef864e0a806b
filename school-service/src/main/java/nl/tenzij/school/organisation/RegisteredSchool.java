package nl.tenzij.school.organisation;

import java.time.ZoneId;
import nl.tenzij.ledger.decider.Refused;

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

  /**
   * @throws Refused where nobody registered it yet
   */
  public RegisteredSchool mustBeRegistered() {
    if (!isRegistered()) {
      throw new Refused(
          "school-not-registered", "its board registers it, or its first roster does");
    }
    return this;
  }
}
