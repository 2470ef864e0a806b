package nl.tenzij.school.staff;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A member of staff as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param present false after leaving
 * @param email null where none is known
 * @param roles the roster's own words, in order
 */
public record Staff(
    String staff,
    boolean present,
    Personal<String> givenName,
    Personal<String> familyName,
    Personal<String> email,
    List<String> roles) {

  public static final Staff NONE = new Staff(null, false, null, null, null, List.of());
}
