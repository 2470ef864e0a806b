package nl.tenzij.ledger.tenancy;

import java.util.regex.Pattern;

/**
 * What an id given by another system may look like, so that it is safe in keys, paths and headers.
 */
final class Ids {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}");

  private Ids() {}

  static boolean fits(String id) {
    return id != null && SAFE.matcher(id).matches();
  }

  static void check(String what, String id) {
    if (!fits(id)) {
      throw new IllegalArgumentException(
          "a " + what + " id has 1 to 128 letters, digits or any of . _ : - { }");
    }
  }
}
