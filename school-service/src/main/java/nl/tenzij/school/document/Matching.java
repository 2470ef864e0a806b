package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What in a later text is which thing of an earlier one, where each has a number and words. The
 * same words are the same thing, under whatever number; of what is left, the same number is the
 * same thing in other words; the rest is new, or gone.
 */
final class Matching {

  private final List<Pair> pairs = new ArrayList<>();
  private final List<Numbered> added;
  private final List<Numbered> removed;

  /** Something with a number and words. */
  record Numbered(String number, String text) {}

  /** One thing, earlier and later. */
  record Pair(Numbered before, Numbered after) {

    boolean isMoved() {
      return !before.number().equals(after.number());
    }

    boolean isChanged() {
      return !before.text().equals(after.text());
    }
  }

  private Matching(List<Numbered> before, List<Numbered> after) {
    this.removed = new ArrayList<>(before);
    this.added = new ArrayList<>(after);
    pair(Numbered::equals);
    pair((one, other) -> one.text().equals(other.text()));
    pair((one, other) -> one.number().equals(other.number()));
  }

  static Matching of(List<Numbered> before, List<Numbered> after) {
    return new Matching(before, after);
  }

  private void pair(BiPredicate<Numbered, Numbered> same) {
    for (Iterator<Numbered> all = added.iterator(); all.hasNext(); ) {
      Numbered later = all.next();
      removed.stream()
          .filter(earlier -> same.test(earlier, later))
          .findFirst()
          .ifPresent(
              earlier -> {
                pairs.add(new Pair(earlier, later));
                removed.remove(earlier);
                all.remove();
              });
    }
  }

  /** What a thing of the later text was in the earlier one; empty where it is new. */
  Optional<Pair> earlier(Numbered later) {
    return pairs.stream().filter(pair -> pair.after().equals(later)).findFirst();
  }

  /** Things of the earlier text that are gone, in their order. */
  List<Numbered> removed() {
    return List.copyOf(removed);
  }

  /** By which number each thing that is still there now goes. */
  Map<String, String> numbers() {
    Map<String, String> numbers = new HashMap<>();
    pairs.forEach(pair -> numbers.put(pair.before().number(), pair.after().number()));
    return numbers;
  }
}
