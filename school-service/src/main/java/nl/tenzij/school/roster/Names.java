package nl.tenzij.school.roster;

import nl.tenzij.ledger.privacy.Personal;

/**
 * What a person is called and written to by.
 *
 * @param email null where none is known
 * @param emailUnread an address stands there that can't be read
 */
record Names(
    Personal<String> given, Personal<String> family, Personal<String> email, boolean emailUnread) {

  static final Names UNKNOWN = new Names(null, null, null);

  Names(Personal<String> given, Personal<String> family, Personal<String> email) {
    this(given, family, email, false);
  }

  /** As a record has them: what one prefers to be called goes first. */
  static Names of(String person, Cells cells) {
    return new Names(
        name(person, cells, "preferredGivenName", "givenName"),
        name(person, cells, "preferredFamilyName", "familyName"),
        cells.value("email").map(email -> Personal.of(person, email)).orElse(null),
        cells.isUnread("email"));
  }

  /** With what can't be read as it was known. */
  Names beside(Names known) {
    return emailUnread ? new Names(given, family, known.email()) : this;
  }

  private static Personal<String> name(
      String person, Cells cells, String preferred, String official) {
    return Personal.of(person, cells.value(preferred).orElseGet(() -> cells.text(official)));
  }

  boolean known() {
    return given != null;
  }
}
