package nl.tenzij.school.pupil;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A pupil as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param present false after leaving
 * @param yearGroup null where none is known
 * @param guardians in order of their ids
 * @param classes ids, in order
 */
public record Pupil(
    String pupil,
    boolean present,
    Personal<String> givenName,
    Personal<String> familyName,
    String yearGroup,
    List<Guardianship> guardians,
    List<String> classes) {

  public static final Pupil NONE = new Pupil(null, false, null, null, null, List.of(), List.of());
}
