package nl.tenzij.local.day;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for words in texts where they must not stand, also as JSON and addresses write them. */
final class Scan {

  private static final int AROUND = 60;

  /** What is written of health and of each other, in any case; names and addresses as they are. */
  static final Scan PERSONAL =
      new Scan(
          Stream.concat(
                  Stream.of(Planted.MEDICAL, Planted.TOLD)
                      .flatMap(List::stream)
                      .map(word -> "(?iu:" + written(word) + ")"),
                  Planted.PERSONAL.stream().map(Scan::written))
              .toList());

  /** Whole ones: a longer word may have one in it. */
  static final Scan PSEUDONYMS =
      new Scan(
          Planted.PSEUDONYMS.stream()
              .map(id -> "(?<![\\w-])" + written(id) + "(?![\\w-])")
              .toList());

  private final Pattern words;

  private Scan(List<String> words) {
    this.words = Pattern.compile(String.join("|", words));
  }

  static Scan of(String word) {
    return new Scan(List.of(written(word)));
  }

  /** Each place of the text where one of the words stands, with what is around it. */
  List<String> of(String place, String text) {
    List<String> found = new ArrayList<>();
    Matcher words = this.words.matcher(text);
    while (words.find()) {
      String around =
          text.substring(
              Math.max(0, words.start() - AROUND), Math.min(text.length(), words.end() + AROUND));
      found.add("%s has “%s” in: %s".formatted(place, words.group(), around));
    }
    return found;
  }

  private static String written(String word) {
    return Stream.of(word, URLEncoder.encode(word, StandardCharsets.UTF_8), escaped(word))
        .distinct()
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static String escaped(String word) {
    return word.chars()
        .mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }
}
