package nl.tenzij.ledger.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Recognises the Dutch citizen number (BSN), which a school may not give away to a product like
 * this: nine digits of which 9a+8b+7c+6d+5e+4f+3g+2h−i is divisible by eleven.
 */
public final class CitizenNumber {

  private static final int DIGITS = 9;
  private static final String BETWEEN = " ./-_";
  private static final int BETWEEN_AT_MOST = 3;
  // What such a number can be called right before it.
  private static final Set<String> CALLED = Set.of("bsn", "sofi", "sofinummer", "onderwijsnummer");
  private static final int LONGEST_NAME = 15;
  // How people write one: in one piece, or in groups of so many digits.
  private static final Set<List<Integer>> WRITTEN =
      Set.of(
          List.of(9),
          List.of(3, 3, 3),
          List.of(4, 2, 3),
          List.of(2, 2, 2, 3),
          List.of(3, 2, 2, 2),
          List.of(3, 6),
          List.of(6, 3),
          List.of(4, 5),
          List.of(5, 4),
          List.of(1, 1, 1, 1, 1, 1, 1, 1, 1));
  private static final Set<String> TYPES =
      Set.of("bsn", "sofinummer", "burgerservicenummer", "citizenservicenumber", "onderwijsnummer");

  private CitizenNumber() {}

  /** Whether a column is for such numbers, by its name. */
  public static boolean isColumn(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return TYPES.stream()
        .anyMatch(type -> type.equals("bsn") ? letters.endsWith(type) : letters.contains(type));
  }

  /** Whether a text has such a number in it, however its digits stand together. */
  public static boolean isIn(String text) {
    return isIn(text, groups -> true);
  }

  /** Whether a text has such a number in it as people write one. */
  public static boolean isWrittenIn(String text) {
    return isIn(text, CitizenNumber::isWritten);
  }

  /** What is numbered by year, such as {@code 2026/12345}, has two groups as well. */
  private static boolean isWritten(List<String> groups) {
    return WRITTEN.contains(groups.stream().map(String::length).toList())
        && (groups.size() != 2 || groups.stream().noneMatch(CitizenNumber::isYear));
  }

  private static boolean isYear(String digits) {
    return digits.length() == 4 && (digits.startsWith("19") || digits.startsWith("20"));
  }

  /** In one look from the beginning to the end, however long the text is. */
  private static boolean isIn(String text, Predicate<List<String>> grouped) {
    if (text.length() < DIGITS || mostDigits(text) < DIGITS) {
      return false;
    }
    int at = 0;
    while (at < text.length()) {
      if (!isDigit(text, at)) {
        at++;
      } else if (!begins(text, at)) {
        at = endOfDigits(text, at);
      } else {
        List<String> groups = new ArrayList<>();
        at = read(text, at, groups);
        if (isAmong(groups, grouped)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Reads groups of digits that stand together. One that a letter follows is none of them: it
   * begins another word.
   *
   * @return where they end
   */
  private static int read(String text, int from, List<String> groups) {
    int begin = from;
    while (true) {
      int end = endOfDigits(text, begin);
      if (isWord(text, end) || isAt(text, end, '-') && isLetter(text, end + 1)) {
        return end;
      }
      groups.add(text.substring(begin, end));
      int next = end;
      while (next - end < BETWEEN_AT_MOST && isBetween(text, next)) {
        next++;
      }
      if (next == end || !isDigit(text, next)) {
        return end;
      }
      begin = next;
    }
  }

  /**
   * Whether a number begins here: not within any other word, nor behind a hyphen in one. Every
   * tenth id with letters before it would look like one.
   */
  private static boolean begins(String text, int at) {
    int end = isAt(text, at - 1, '-') ? at - 1 : at;
    if (!isWord(text, end - 1)) {
      return true;
    }
    int begin = end;
    while (end - begin <= LONGEST_NAME && isLetter(text, begin - 1)) {
      begin--;
    }
    return !isWord(text, begin - 1)
        && CALLED.contains(text.substring(begin, end).toLowerCase(Locale.ROOT));
  }

  private static int endOfDigits(String text, int from) {
    int at = from;
    while (isDigit(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isLetter(String text, int at) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isWord(String text, int at) {
    return isDigit(text, at) || isLetter(text, at);
  }

  private static boolean isAt(String text, int at, char c) {
    return at >= 0 && at < text.length() && text.charAt(at) == c;
  }

  private static boolean isBetween(String text, int at) {
    return at < text.length() && isBetween(text.charAt(at));
  }

  /** Also spaces that don't break, and longer dashes: a word processor makes them of its own. */
  private static boolean isBetween(char c) {
    return c < 128
        ? BETWEEN.indexOf(c) >= 0
        : Character.isSpaceChar(c) || Character.getType(c) == Character.DASH_PUNCTUATION;
  }

  /** Whether groups that stand together are one; a part of a longer group is not. */
  private static boolean isAmong(List<String> groups, Predicate<List<String>> grouped) {
    for (int first = 0; first < groups.size(); first++) {
      StringBuilder digits = new StringBuilder();
      int next = first;
      while (next < groups.size() && digits.length() < DIGITS) {
        digits.append(groups.get(next));
        next++;
      }
      if (passes(digits.toString()) && grouped.test(groups.subList(first, next))) {
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
      } else if (!isBetween(c)) {
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
