package nl.tenzij.notification.teaching;

import java.time.LocalDate;

/**
 * Somebody's place, or somebody in a place, on the days that it holds; both included.
 *
 * @param begin null where it held always
 * @param end null where no end is known
 */
record Span(String id, LocalDate begin, LocalDate end) {

  static Span always(String id) {
    return new Span(id, null, null);
  }
}
