package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A policy as a page for the school guide: parts with a heading, each with paragraphs and a list.
 * What the school wrote itself is in Dutch.
 *
 * @param language of all else, as HTML says it
 * @param direction in which that is written, as HTML says it
 * @param note on the language of what the school wrote; null where all is in one
 * @param state whether it holds, and since when
 */
public record PolicyDocument(
    String language,
    String direction,
    String school,
    String title,
    String version,
    String state,
    String note,
    List<Part> parts) {

  /**
   * @param numbered whether the list's items bring their own numbers
   */
  public record Part(String heading, List<Item> paragraphs, boolean numbered, List<Item> items) {}

  /**
   * @param number null where it has none
   * @param own whether the school wrote it
   */
  public record Item(String number, String text, boolean own) {

    static Item said(String text) {
      return new Item(null, text, false);
    }

    static Item own(String text) {
      return new Item(null, text, true);
    }

    static Item own(String number, String text) {
      return new Item(number, text, true);
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
