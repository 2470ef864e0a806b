package nl.tenzij.ledger.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a row per figure, with its ratio to the raw run and the goal. */
final class Table {

  private Table() {}

  static void head(String title) {
    System.out.println();
    System.out.println("## " + title);
  }

  static void row(String what, Load.Result result) {
    print(
        "%-62s %,10.0f /s   p50 %7.2f ms   p99 %7.2f ms",
        what, result.perSecond(), result.p50(), result.p99());
  }

  /** The median of all rounds, and the rounds themselves. */
  static void ratio(String what, double[] rounds, String goal) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    String each =
        Arrays.stream(sorted)
            .mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
            .collect(Collectors.joining(", "));
    print("%-62s %10.2f (%s)   goal %s", what, sorted[sorted.length / 2], each, goal);
  }

  static void value(String what, double value, String unit, String goal) {
    print("%-62s %10.2f %s   goal %s", what, value, unit, goal);
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
