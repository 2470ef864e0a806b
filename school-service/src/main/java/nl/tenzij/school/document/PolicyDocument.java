package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.List;
import nl.tenzij.school.words.Words;

/**
 * A policy as a page for the school guide: parts with a heading, each with paragraphs and a list.
 * What the school wrote itself is in Dutch.
 *
 * @param language of all else, as HTML says it
 * @param direction in which that is written, as HTML says it
 * @param note on the language of what the school wrote; null where all is in one
 * @param state whether it holds, and since when
 * @param asked who can tell when it will, where that can't be read here; null else
 */
public record PolicyDocument(
    String language,
    String direction,
    String school,
    String title,
    String version,
    String state,
    Item asked,
    String note,
    List<Part> parts) {

  /**
   * @param numbered whether the list's items bring their own numbers
   */
  public record Part(String heading, List<Item> paragraphs, boolean numbered, List<Item> items) {}

  /**
   * What is said, what the school wrote, or words of the school within a sentence that is said.
   *
   * @param number null where it has none
   * @param before of the sentence, before the school's words
   * @param own whether the school wrote the text
   * @param after of the sentence, after the school's words
   */
  public record Item(String number, String before, String text, boolean own, String after) {

    static Item said(String text) {
      return new Item(null, "", text, false, "");
    }

    static Item own(String text) {
      return own(null, text);
    }

    static Item own(String number, String text) {
      return new Item(number, "", text, true, "");
    }

    static Item within(Words.Around sentence, String text) {
      return new Item(null, sentence.before(), text, true, sentence.after());
    }

    /** Whether the school's words stand in a sentence of another language. */
    public boolean isWithin() {
      return !before.isEmpty() || !after.isEmpty();
    }

    /** Whether all of it is the school's. */
    public boolean isAlone() {
      return own && !isWithin();
    }

    /** The whole of it, as it is read. */
    public String whole() {
      return before + text + after;
    }
  }

  /** Whether what the school wrote is in another language than the rest. */
  public boolean isForeign() {
    return note != null;
  }

  /** Puts parts together; what is not there leaves no empty heading. */
  static final class Writing {

    private final List<Part> parts = new ArrayList<>();

    Writing part(String heading, List<Item> paragraphs, List<Item> items) {
      return add(heading, paragraphs, false, items);
    }

    Writing numbered(String heading, List<Item> items) {
      return add(heading, List.of(), true, items);
    }

    private Writing add(String heading, List<Item> paragraphs, boolean numbered, List<Item> items) {
      if (!paragraphs.isEmpty() || !items.isEmpty()) {
        parts.add(new Part(heading, paragraphs, numbered, items));
      }
      return this;
    }

    List<Part> parts() {
      return List.copyOf(parts);
    }
  }
}
