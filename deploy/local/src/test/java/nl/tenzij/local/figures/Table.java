package nl.tenzij.local.figures;

import java.util.Arrays;
import java.util.Locale;

/** Prints what was measured: a row per run, and per figure its median, its rounds and its goal. */
final class Table {

  private Table() {}

  static void head(String title) {
    print("%n## %s", title);
  }

  static void row(String what, Result result) {
    print(
        "%-58s %,10.0f /s   p50 %8.2f ms   p99 %8.2f ms%s",
        what,
        result.perSecond(),
        result.p50(),
        result.p99(),
        result.failed() == 0 ? "" : "   %,d failed".formatted(result.failed()));
  }

  /**
   * @param rounds one value per round
   */
  static void figure(String what, double[] rounds, String unit, String goal) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    print(
        "%-58s %10.2f %-2s   (%s)   goal %s",
        what,
        median(rounds),
        unit,
        String.join(
            ", ",
            Arrays.stream(sorted)
                .mapToObj(each -> String.format(Locale.ROOT, "%.2f", each))
                .toList()),
        goal);
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
