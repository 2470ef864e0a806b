package nl.tenzij.ledger.privacy;

/** What a subject's pseudonym may look like: it becomes part of a key in the database. */
final class Subjects {

  private static final int LONGEST = 200;

  private Subjects() {}

  static String check(String subject) {
    if (subject == null
        || subject.isBlank()
        || subject.length() > LONGEST
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a subject has 1 to " + LONGEST + " characters, none of them a control character");
    }
    return subject;
  }
}
