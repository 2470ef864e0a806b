package nl.tenzij.school.roster;

import nl.tenzij.ledger.privacy.Personal;

/**
 * What a person is called and written to by.
 *
 * @param email null where none is known
 */
record Names(Personal<String> given, Personal<String> family, Personal<String> email) {

  static final Names UNKNOWN = new Names(null, null, null);

  /** As a record has them: what one prefers to be called goes first. */
  static Names of(String person, Cells cells) {
    return new Names(
        name(person, cells, "preferredGivenName", "givenName"),
        name(person, cells, "preferredFamilyName", "familyName"),
        cells.value("email").map(email -> Personal.of(person, email)).orElse(null));
  }

  private static Personal<String> name(
      String person, Cells cells, String preferred, String official) {
    return Personal.of(person, cells.value(preferred).orElseGet(() -> cells.text(official)));
  }

  boolean known() {
    return given != null;
  }
}
