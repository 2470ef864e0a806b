package nl.tenzij.local.day;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for words in texts where they must not stand, also as JSON and addresses write them. */
final class Scan {

  private static final int AROUND = 60;

  private static final String MAIL = "@example.org";

  /** Of all who are in the day's roster. */
  private static final List<String> NAMES = names();

  /**
   * What is written of health and of each other, in any case; names as they are written, whole
   * ones, and addresses. Names and addresses stand in mails, to whom they belong; nothing of all
   * this stands in a topic, a log, a metric, a trace or a problem text.
   */
  static final Scan PERSONAL =
      new Scan(
          Stream.of(Planted.MEDICAL, Planted.TOLD, NAMES, List.of(MAIL))
              .flatMap(List::stream)
              .toList(),
          Scan::personal);

  /** Words of health alone. */
  static final Scan HEALTH = new Scan(Planted.MEDICAL, Scan::personal);

  /** What people say of each other alone. */
  static final Scan TOLD = new Scan(Planted.TOLD, Scan::personal);

  /** Whole ones: a longer word may have one in it. */
  static final Scan PSEUDONYMS =
      new Scan(Planted.PSEUDONYMS, id -> "(?<![\\w-])" + written(id) + "(?![\\w-])");

  private final List<String> folded;
  private final Pattern words;
  private final Map<String, Pattern> each;

  private Scan(Collection<String> words, UnaryOperator<String> pattern) {
    this.folded = words.stream().flatMap(Scan::forms).map(Scan::fold).distinct().toList();
    this.words = Pattern.compile(words.stream().map(pattern).collect(Collectors.joining("|")));
    this.each =
        words.stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    UnaryOperator.identity(), word -> Pattern.compile(pattern.apply(word))));
  }

  private static String personal(String word) {
    if (NAMES.contains(word)) {
      return "(?<![\\w+-])" + written(word) + "(?![\\w+-])";
    }
    return word.equals(MAIL) ? written(word) : "(?iu:" + written(word) + ")";
  }

  /** Given names, and family names without what stands before or behind them. */
  private static List<String> names() {
    try (InputStream users = Scan.class.getResourceAsStream("/demo/roster/users.csv");
        CsvReader<NamedCsvRecord> people =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(users, StandardCharsets.UTF_8))) {
      return people.stream()
          .flatMap(
              user ->
                  Stream.of(
                      user.getField("givenName"),
                      user.getField("familyName").replaceAll("^\\p{Ll}+ |,.*", "")))
          .distinct()
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Pupils and who is at home with them, by name and by how the roster calls them. */
  static Scan people(Collection<String> ids) {
    List<String> names = ids.stream().map(Cast::called).toList();
    return new Scan(
        Stream.concat(ids.stream(), names.stream()).toList(),
        word -> "(?<![\\w+-])" + written(word) + "(?![\\w+-])");
  }

  static Scan of(String word) {
    return new Scan(List.of(word), Scan::written);
  }

  /** Each place of the text where one of the words stands, with what is around it. */
  List<String> of(String place, String text) {
    String flat = fold(text);
    if (folded.stream().noneMatch(flat::contains)) {
      // as nearly always: many times quicker than the pattern, which is stricter
      return List.of();
    }
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

  /** Which of the words stand in the text, as they were planted. */
  Set<String> in(String text) {
    if (of("", text).isEmpty()) {
      return Set.of();
    }
    return each.entrySet().stream()
        .filter(word -> word.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static String written(String word) {
    return forms(word).map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
  }

  private static Stream<String> forms(String word) {
    return Stream.of(word, URLEncoder.encode(word, StandardCharsets.UTF_8), escaped(word))
        .distinct();
  }

  /** What differs in case only is the same afterwards, by the rule that patterns have. */
  private static String fold(String text) {
    char[] all = text.toCharArray();
    for (int i = 0; i < all.length; i++) {
      all[i] = Character.toLowerCase(Character.toUpperCase(all[i]));
    }
    return new String(all);
  }

  private static String escaped(String word) {
    return word.chars()
        .mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }
}
