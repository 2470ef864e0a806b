package nl.tenzij.ledger.privacy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the Dutch citizen number (BSN), which a school may not give away to a product like
 * this: nine digits of which 9a+8b+7c+6d+5e+4f+3g+2h−i is divisible by eleven.
 */
public final class CitizenNumber {

  private static final int DIGITS = 9;
  // Groups of digits, what they are called before them at most. Not within any other word: every
  // tenth id with a letter before it would look like one, and every tenth UUID.
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "(?<![0-9A-Za-z-])(?i:bsn|sofi|sofinummer|onderwijsnummer)?"
              + "([0-9]++(?:[ ./-]{1,3}[0-9]++)*+)(?![0-9A-Za-z]|-[0-9A-Za-z])");
  private static final Pattern BETWEEN = Pattern.compile("[ ./-]+");
  private static final Set<String> TYPES =
      Set.of("bsn", "sofinummer", "burgerservicenummer", "citizenservicenumber", "onderwijsnummer");

  private CitizenNumber() {}

  /** Whether a column is for such numbers, by its name. */
  public static boolean isColumn(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return TYPES.stream()
        .anyMatch(type -> type.equals("bsn") ? letters.endsWith(type) : letters.contains(type));
  }

  /** Whether a text has such a number in it, however it is spaced. */
  public static boolean isIn(String text) {
    if (text.length() < DIGITS || mostDigits(text) < DIGITS) {
      return false;
    }
    Matcher candidate = CANDIDATE.matcher(text);
    while (candidate.find()) {
      if (isAmong(BETWEEN.split(candidate.group(1)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether groups that stand together are one; a part of a longer group is not. */
  private static boolean isAmong(String[] groups) {
    for (int first = 0; first < groups.length; first++) {
      StringBuilder digits = new StringBuilder();
      for (int next = first; next < groups.length && digits.length() < DIGITS; next++) {
        digits.append(groups[next]);
      }
      if (passes(digits.toString())) {
        return true;
      }
    }
    return false;
  }

  /** Of what could be one number. Most values have too few: that is cheaper to see. */
  private static int mostDigits(String text) {
    int most = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        most = Math.max(most, digits);
      } else if (c != ' ' && c != '.' && c != '-' && c != '/') {
        digits = 0;
      }
    }
    return most;
  }

  /** Whether a type of id ({@code {type:id}}) says that it is one, whatever its digits. */
  public static boolean isNamedIn(String userIds) {
    String lower = userIds.toLowerCase(Locale.ROOT).replaceAll("[^a-z:{},]", "");
    return TYPES.stream().anyMatch(type -> lower.contains(type + ':'));
  }

  private static boolean passes(String digits) {
    if (digits.length() != DIGITS || digits.equals("000000000")) {
      return false;
    }
    int sum = 0;
    for (int place = 0; place < DIGITS; place++) {
      int weight = place == DIGITS - 1 ? -1 : DIGITS - place;
      sum += weight * (digits.charAt(place) - '0');
    }
    return sum % 11 == 0;
  }
}
