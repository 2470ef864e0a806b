package nl.tenzij.exception.statistics.hiding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongBiFunction;

/**
 * Counts of cases by two characteristics, each case in one row and one column.
 *
 * @param rows in an order that does not depend on the counts; so are the columns
 * @param counts by row and column, in that order
 */
public record Table<R, C>(List<R> rows, List<C> columns, long[][] counts) {

  /** A table with the count of each row and column asked for once. */
  public static <R, C> Table<R, C> of(List<R> rows, List<C> columns, ToLongBiFunction<R, C> count) {
    long[][] counts = new long[rows.size()][columns.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        counts[row][column] = count.applyAsLong(rows.get(row), columns.get(column));
      }
    }
    return new Table<>(List.copyOf(rows), List.copyOf(columns), counts);
  }

  /** As many columns as there are groups; each case is in one of them. */
  public Table<R, List<C>> gathered(List<List<C>> groups) {
    long[][] gathered = new long[rows.size()][groups.size()];
    Map<C, Integer> places = new LinkedHashMap<>();
    for (int group = 0; group < groups.size(); group++) {
      for (C column : groups.get(group)) {
        places.put(column, group);
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        gathered[row][places.get(columns.get(column))] += counts[row][column];
      }
    }
    return new Table<>(rows, groups, gathered);
  }

  Table<C, R> turned() {
    long[][] turned = new long[columns.size()][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        turned[column][row] = counts[row][column];
      }
    }
    return new Table<>(columns, rows, turned);
  }

  /** The same cases, rows taken together. */
  public Table<List<R>, C> gatheredRows(List<List<R>> groups) {
    return turned().gathered(groups).turned();
  }

  public Map<R, Long> rowTotals() {
    Map<R, Long> totals = new LinkedHashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      long total = 0;
      for (long count : counts[row]) {
        total += count;
      }
      totals.put(rows.get(row), total);
    }
    return totals;
  }

  public Map<C, Long> columnTotals() {
    return turned().rowTotals();
  }

  public long total() {
    return rowTotals().values().stream().mapToLong(Long::longValue).sum();
  }

  public long count(R row, C column) {
    return counts[rows.indexOf(row)][columns.indexOf(column)];
  }
}
