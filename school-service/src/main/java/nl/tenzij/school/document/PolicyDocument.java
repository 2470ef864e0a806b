package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A policy as a page for the school guide: parts with a heading, each with paragraphs and a list.
 *
 * @param language of the headings, as HTML says it
 * @param state whether it holds, and since when
 */
public record PolicyDocument(
    String language, String school, String title, String version, String state, List<Part> parts) {

  /**
   * @param numbered whether the list's items bring their own numbers
   */
  public record Part(String heading, List<String> paragraphs, boolean numbered, List<Item> items) {}

  /**
   * @param number null in a list without numbers
   */
  public record Item(String number, String text) {}

  /** Puts parts together; what is not there leaves no empty heading. */
  static final class Writing {

    private final List<Part> parts = new ArrayList<>();

    Writing part(String heading, List<String> paragraphs, List<String> items) {
      return add(heading, paragraphs, false, items.stream().map(i -> new Item(null, i)).toList());
    }

    Writing numbered(String heading, List<String> paragraphs, List<Item> items) {
      return add(heading, paragraphs, true, items);
    }

    private Writing add(
        String heading, List<String> paragraphs, boolean numbered, List<Item> items) {
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
