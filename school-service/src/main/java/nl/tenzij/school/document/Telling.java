package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.words.Words;

/** Differences in the order in which they are told. */
final class Telling {

  private final Words words;
  private final Phrases phrases;
  private final List<Difference> told = new ArrayList<>();

  Telling(Words words) {
    this.words = words;
    this.phrases = new Phrases(words);
  }

  Words words() {
    return words;
  }

  Phrases phrases() {
    return phrases;
  }

  List<Difference> told() {
    return List.copyOf(told);
  }

  /** A sentence that says it all. */
  void say(Part part, String key, Object... arguments) {
    told.add(new Difference(part, words.say(key, arguments), null, null));
  }

  /** A sentence with the texts that it is about; nothing where they are the same. */
  void text(Part part, String key, String before, String after) {
    if (!Objects.equals(before, after)) {
      texts(part, words.say(key), before, after);
    }
  }

  void texts(Part part, String says, String before, String after) {
    told.add(new Difference(part, says, before, after));
  }

  /** Texts that stand beside each other without numbers. */
  void listed(Part part, String key, List<String> before, List<String> after) {
    after.stream()
        .filter(each -> !before.contains(each))
        .forEach(each -> say(part, key + ".added", each));
    before.stream()
        .filter(each -> !after.contains(each))
        .forEach(each -> say(part, key + ".removed", each));
  }

  /** Texts with numbers: in the order of the later ones, and then those that are gone. */
  Matching numbered(
      Part part, String key, List<Matching.Numbered> before, List<Matching.Numbered> after) {
    Matching matching = Matching.of(before, after);
    for (Matching.Numbered later : after) {
      matching
          .earlier(later)
          .ifPresentOrElse(
              pair -> paired(part, key, pair),
              () -> texts(part, words.say(key + ".added", later.number()), null, later.text()));
    }
    matching
        .removed()
        .forEach(
            gone -> texts(part, words.say(key + ".removed", gone.number()), gone.text(), null));
    return matching;
  }

  private void paired(Part part, String key, Matching.Pair pair) {
    if (pair.isMoved()) {
      say(part, key + ".moved", pair.before().number(), pair.after().number());
    } else if (pair.isChanged()) {
      texts(
          part,
          words.say(key + ".changed", pair.after().number()),
          pair.before().text(),
          pair.after().text());
    }
  }
}
