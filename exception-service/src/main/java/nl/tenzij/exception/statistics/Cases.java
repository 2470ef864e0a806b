package nl.tenzij.exception.statistics;

import java.util.List;

/**
 * Cases that are alike.
 *
 * @param month as {@code 2026-09}
 * @param yearGroup as the roster names it; null where it does not, or there is no pupil
 * @param keys one per aspect of the figure, in its order
 * @param days how long each took that has ended
 */
record Cases(
    Figure figure,
    String school,
    String month,
    String yearGroup,
    List<String> keys,
    long count,
    List<Long> days) {

  /** Where no year group is known. */
  static final String NO_YEAR_GROUP = "UNKNOWN";

  Cases {
    keys = List.copyOf(keys);
    days = List.copyOf(days);
  }

  String key(Aspect aspect) {
    return switch (aspect) {
      case MONTH -> month;
      case YEAR_GROUP -> yearGroup == null ? NO_YEAR_GROUP : yearGroup;
      default -> keys.get(figure.aspects().indexOf(aspect));
    };
  }
}
