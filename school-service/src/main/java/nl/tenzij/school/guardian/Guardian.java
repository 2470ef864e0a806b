package nl.tenzij.school.guardian;

import nl.tenzij.ledger.privacy.Personal;

/**
 * A guardian as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param present false after leaving
 * @param email null where none is known
 */
public record Guardian(
    String guardian,
    boolean present,
    Personal<String> givenName,
    Personal<String> familyName,
    Personal<String> email,
    String language) {

  public static final Guardian NONE = new Guardian(null, false, null, null, null, null);
}
