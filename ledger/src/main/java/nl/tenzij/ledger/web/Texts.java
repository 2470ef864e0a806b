package nl.tenzij.ledger.web;

/** Which texts can be kept and passed on at all. */
final class Texts {

  static final String WRITABLE = "A text without NUL and without half a character.";

  private Texts() {}

  /** PostgreSQL takes no NUL, and UTF-8 knows no half of a surrogate pair. */
  static boolean writable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == 0 || Character.isLowSurrogate(each)) {
        return false;
      }
      if (Character.isHighSurrogate(each)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
