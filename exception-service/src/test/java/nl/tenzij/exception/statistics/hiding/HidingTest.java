package nl.tenzij.exception.statistics.hiding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against one who knows the rule, all that is told, and can try every table there could be: all
 * tables up to a size are made, and those that look the same from outside are laid beside each
 * other.
 */
class HidingTest {

  @Test
  void neighboursAreTakenTogetherUntilTheyAreEnough() {
    assertThat(groups(7, 3, 4, 9)).containsExactly(List.of(0), List.of(1, 2), List.of(3));
    assertThat(groups(7, 3, 4, 9, 2)).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4));
    assertThat(groups(0, 0, 6)).containsExactly(List.of(0, 1, 2));
    assertThat(groups(1, 1, 1)).containsExactly(List.of(0, 1, 2));
    assertThat(groups(5)).containsExactly(List.of(0));
  }

  private static List<List<Integer>> groups(long... counts) {
    return new Hiding(5)
        .groups(IntStream.range(0, counts.length).boxed().toList(), key -> counts[key]);
  }

  @Test
  void partsOfEachRowAreToldForAllRowsOrNone() {
    assertThat(new Hiding(5).groupsOfEach(table(new long[][] {{3, 20, 25}, {20, 20, 25}})))
        .containsExactly(List.of(0, 1), List.of(2));
    assertThat(new Hiding(5).groupsOfEach(table(new long[][] {{30, 20}, {20, 20}})))
        .containsExactly(List.of(0), List.of(1));
    assertThat(new Hiding(5).groupsOfEach(table(new long[][] {{30, 4}, {20, 20}})))
        .containsExactly(List.of(0, 1));
  }

  private static Table<Integer, Integer> table(long[][] counts) {
    return Table.of(
        IntStream.range(0, counts.length).boxed().toList(),
        IntStream.range(0, counts[0].length).boxed().toList(),
        (row, column) -> counts[row][column]);
  }

  /**
   * With counts below five hidden, of every key that is in a group with others five values are
   * possible at least, whatever is seen.
   */
  @ParameterizedTest
  @CsvSource({"5, 2, 30", "5, 3, 24", "5, 4, 17", "3, 5, 13"})
  void ofWhatIsTakenTogetherNothingCanBeSingledOut(int least, int keys, int atMost) {
    var hiding = new Hiding(least);
    Map<Object, List<long[]>> alike = new HashMap<>();
    forEachTable(
        keys,
        atMost,
        counts -> {
          List<Object> seen = new ArrayList<>();
          for (var group :
              hiding.groups(IntStream.range(0, keys).boxed().toList(), key -> counts[key])) {
            seen.add(List.of(group, group.stream().mapToLong(key -> counts[key]).sum()));
          }
          if (sum(counts) < least) {
            seen = List.of();
          }
          alike.computeIfAbsent(seen, _ -> new ArrayList<>()).add(counts.clone());
        });

    assertThat(alike).hasSizeGreaterThan(keys);
    alike.forEach(
        (seen, worlds) -> {
          for (int key = 0; key < keys; key++) {
            Set<Long> possible = values(worlds, key);
            boolean shown = shown(seen, key);
            if (shown) {
              assertThat(possible).as("%s, %s", seen, key).hasSize(1);
              assertThat(possible.iterator().next()).isGreaterThanOrEqualTo(least);
            } else {
              assertThat(possible).as("%s, %s", seen, key).hasSizeGreaterThanOrEqualTo(least);
            }
          }
        });
  }

  private static boolean shown(Object seen, int key) {
    return ((List<?>) seen)
        .stream().anyMatch(entry -> ((List<?>) entry).getFirst().equals(List.of(key)));
  }

  private static Set<Long> values(List<long[]> worlds, int key) {
    Set<Long> values = new HashSet<>();
    worlds.forEach(world -> values.add(world[key]));
    return values;
  }

  /**
   * The whole of what is told of schools and one breakdown: totals of schools, totals of parts, and
   * cells. No cell that is not told has one possible value only.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, 16",
    "3, 2, 2, 13",
    "2, 3, 2, 13",
    "3, 3, 2, 9",
    "2, 2, 3, 22",
    "3, 2, 3, 17"
  })
  void noCellCanBeComputedFromWhatIsTold(int rows, int columns, int least, int atMost) {
    var hiding = new Hiding(least);
    Map<Object, List<long[]>> alike = new HashMap<>();
    Map<Object, Set<Integer>> told = new HashMap<>();
    forEachTable(
        rows * columns,
        atMost,
        counts -> {
          Set<Integer> cells = new HashSet<>();
          Object seen = seen(hiding, rows, columns, counts, cells);
          alike.computeIfAbsent(seen, _ -> new ArrayList<>()).add(counts.clone());
          told.put(seen, cells);
        });

    assertThat(told.values()).as("cells are told at all").anyMatch(cells -> !cells.isEmpty());
    alike.forEach(
        (seen, worlds) -> {
          for (int cell = 0; cell < rows * columns; cell++) {
            Set<Long> possible = values(worlds, cell);
            if (told.get(seen).contains(cell)) {
              assertThat(possible).hasSize(1).allMatch(value -> value >= least);
            } else {
              assertThat(possible).as("cell %s of %s", cell, seen).hasSizeGreaterThan(1);
            }
          }
          singled(worlds, rows, columns, least, seen);
        });
  }

  /** No total of a school or a part below the least can be computed either. */
  private static void singled(List<long[]> worlds, int rows, int columns, int least, Object seen) {
    for (int row = 0; row < rows; row++) {
      Set<Long> totals = new HashSet<>();
      for (long[] world : worlds) {
        long total = 0;
        for (int column = 0; column < columns; column++) {
          total += world[row * columns + column];
        }
        totals.add(total);
      }
      assertThat(totals.size() > 1 || totals.iterator().next() >= least)
          .as("row %s of %s: %s", row, seen, totals)
          .isTrue();
    }
    for (int column = 0; column < columns; column++) {
      Set<Long> totals = new HashSet<>();
      for (long[] world : worlds) {
        long total = 0;
        for (int row = 0; row < rows; row++) {
          total += world[row * columns + column];
        }
        totals.add(total);
      }
      assertThat(totals.size() > 1 || totals.iterator().next() >= least)
          .as("column %s of %s: %s", column, seen, totals)
          .isTrue();
    }
  }

  private static Object seen(
      Hiding hiding, int rows, int columns, long[] counts, Set<Integer> cells) {
    long[][] table = new long[rows][columns];
    for (int cell = 0; cell < counts.length; cell++) {
      table[cell / columns][cell % columns] = counts[cell];
    }
    if (sum(counts) < hiding.least()) {
      return List.of();
    }
    var whole = table(table);
    var byRow = hiding.groups(whole.rowTotals());
    var byColumn = hiding.groups(whole.columnTotals());
    var gathered = whole.gatheredRows(byRow).gathered(byColumn);
    List<Object> seen = new ArrayList<>();
    seen.add(gathered.rowTotals());
    seen.add(gathered.columnTotals());
    var ofEach = hiding.groupsOfEach(gathered);
    if (byRow.size() > 1 && ofEach.size() > 1) {
      var apart = gathered.gathered(ofEach);
      for (var row : byRow) {
        for (var group : ofEach) {
          seen.add(List.of(row, group, apart.count(row, group)));
          if (row.size() == 1 && group.size() == 1 && group.getFirst().size() == 1) {
            cells.add(row.getFirst() * columns + group.getFirst().getFirst());
          }
        }
      }
    }
    if (byRow.size() == 1 && rows == 1) {
      byColumn.stream()
          .filter(each -> each.size() == 1)
          .forEach(each -> cells.add(each.getFirst()));
    }
    return seen;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private static void forEachTable(int cells, int atMost, Consumer<long[]> table) {
    fill(new long[cells], 0, atMost, table);
  }

  private static void fill(long[] counts, int from, int left, Consumer<long[]> table) {
    if (from == counts.length) {
      table.accept(counts);
      return;
    }
    for (int count = 0; count <= left; count++) {
      counts[from] = count;
      fill(counts, from + 1, left - count, table);
    }
    counts[from] = 0;
  }
}
