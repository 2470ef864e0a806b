package nl.tenzij.exception.statistics.hiding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How small counts are kept from whoever sees the figures, also from one who adds and subtracts and
 * knows this rule: neighbours are taken together until they are enough. Sums of groups are told,
 * and nothing of what is within a group. Why that will do stands in decision 0019.
 *
 * @param least the smallest count that is told
 */
public record Hiding(long least) {

  /**
   * Takes neighbours together, from the first on, until their count may be told; what is left at
   * the end goes with the last ones.
   *
   * @param keys in an order that does not depend on the counts
   * @return every key in one group; a single group where all together are not enough for two
   */
  public <K> List<List<K>> groups(List<K> keys, ToLongFunction<K> count) {
    List<List<K>> groups = new ArrayList<>();
    List<K> gathering = new ArrayList<>();
    long gathered = 0;
    for (K key : keys) {
      gathering.add(key);
      gathered += count.applyAsLong(key);
      if (gathered >= least) {
        groups.add(gathering);
        gathering = new ArrayList<>();
        gathered = 0;
      }
    }
    if (groups.isEmpty()) {
      return List.of(List.copyOf(keys));
    }
    groups.getLast().addAll(gathering);
    return groups.stream().map(List::copyOf).toList();
  }

  public <K> List<List<K>> groups(Map<K, Long> counts) {
    return groups(List.copyOf(counts.keySet()), counts::get);
  }

  /**
   * Groups of columns for telling each row apart, where the totals of all rows and all columns are
   * told. All columns are parted in two, and each part again, as long as every row has enough in
   * both parts: of all rows or of none, so that none can be computed from the others. Where to part
   * follows from the totals of the columns, which all know.
   */
  public <R, C> List<List<C>> groupsOfEach(Table<R, C> table) {
    return parted(table, table.columns(), table.columnTotals());
  }

  private <R, C> List<List<C>> parted(Table<R, C> table, List<C> columns, Map<C, Long> totals) {
    if (columns.size() < 2) {
      return List.of(columns);
    }
    int middle = middle(columns, totals);
    List<C> first = columns.subList(0, middle);
    List<C> second = columns.subList(middle, columns.size());
    return Stream.of(first, second).allMatch(part -> everyRowHasEnough(table, part))
        ? Stream.of(first, second).flatMap(part -> parted(table, part, totals).stream()).toList()
        : List.of(List.copyOf(columns));
  }

  /** Where both sides are nearest to each other; the first of such places. */
  private static <C> int middle(List<C> columns, Map<C, Long> totals) {
    long right = columns.stream().mapToLong(totals::get).sum();
    long left = 0;
    long nearest = Long.MAX_VALUE;
    int middle = 1;
    for (int place = 1; place < columns.size(); place++) {
      long moved = totals.get(columns.get(place - 1));
      left += moved;
      right -= moved;
      if (Math.abs(left - right) < nearest) {
        nearest = Math.abs(left - right);
        middle = place;
      }
    }
    return middle;
  }

  private <R, C> boolean everyRowHasEnough(Table<R, C> table, List<C> columns) {
    return table.rows().stream()
        .allMatch(
            row -> columns.stream().mapToLong(column -> table.count(row, column)).sum() >= least);
  }
}
