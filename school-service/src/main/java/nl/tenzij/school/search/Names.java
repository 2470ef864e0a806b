package nl.tenzij.school.search;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** How names are compared: by the beginnings of their words, without accents and case. */
final class Names {

  /** One letter finds too many. */
  private static final int SHORTEST = 2;

  /** What follows tells nobody apart. */
  private static final int LONGEST = 12;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Letters that are no combination of a letter and a mark. */
  private static final Map<String, String> PLAIN =
      Map.of("ł", "l", "ø", "o", "ß", "ss", "ı", "i", "đ", "d", "æ", "ae", "œ", "oe", "þ", "th");

  private Names() {}

  /** The words of a name, each cut to what is compared; too short ones are left out. */
  static List<String> words(String name) {
    String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    String lower = plain.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> letter : PLAIN.entrySet()) {
      lower = lower.replace(letter.getKey(), letter.getValue());
    }
    return BETWEEN
        .splitAsStream(lower)
        .filter(word -> word.length() >= SHORTEST)
        .map(word -> word.substring(0, Math.min(word.length(), LONGEST)))
        .distinct()
        .toList();
  }

  /** All that the words of a name begin with. */
  static Set<String> beginnings(String name) {
    Set<String> all = new LinkedHashSet<>();
    for (String word : words(name)) {
      for (int length = SHORTEST; length <= word.length(); length++) {
        all.add(word.substring(0, length));
      }
    }
    return all;
  }

  /** Whether each word that is looked for is the beginning of a word of the name. */
  static boolean match(List<String> lookedFor, String name) {
    return beginnings(name).containsAll(lookedFor);
  }
}
