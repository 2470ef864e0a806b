package nl.tenzij.sanction.school;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who belongs to something on which days, as columns of equal length: a day that is not told is one
 * before, or after, all others.
 */
record Spans(String[] ids, LocalDate[] begins, LocalDate[] ends) {

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private record Span(String id, LocalDate begin) {}

  static Spans always(Collection<String> ids) {
    return of(List.copyOf(ids), id -> id, id -> Optional.empty(), id -> Optional.empty());
  }

  /** Of two that begin on one day the one that is told last counts. */
  static <T> Spans of(
      List<T> all,
      Function<T, String> id,
      Function<T, Optional<LocalDate>> begin,
      Function<T, Optional<LocalDate>> end) {
    var ends = new java.util.LinkedHashMap<Span, LocalDate>();
    for (T each : all) {
      ends.put(
          new Span(id.apply(each), begin.apply(each).orElse(FIRST)), end.apply(each).orElse(LAST));
    }
    return new Spans(
        ends.keySet().stream().map(Span::id).toArray(String[]::new),
        ends.keySet().stream().map(Span::begin).toArray(LocalDate[]::new),
        ends.values().toArray(LocalDate[]::new));
  }
}
