package nl.tenzij.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import nl.tenzij.components.PidFiles;

/**
 * What processes take of the machine's memory: each one's own pages, and its share of those that
 * several have mapped. Known on Linux only.
 */
final class Memory {
  private Memory() {}

  /** In kilobytes, with the children of the process; 0 where it is not known. */
  static long of(ProcessHandle process) {
    var own = proportional(process.pid());
    return own + process.descendants().mapToLong(child -> proportional(child.pid())).sum();
  }

  static String sentence(PidFiles pids) {
    // the launcher is every part's parent: its descendants would be counted twice
    var total =
        pids.running().stream()
            .mapToLong(
                one ->
                    one.process().equals(ProcessHandle.current())
                        ? proportional(one.process().pid())
                        : of(one.process()))
            .sum();
    return total == 0 ? "" : String.format(Locale.ROOT, ", with %.2f GB", total / 1024.0 / 1024);
  }

  static long proportional(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (IOException notHere) {
      return 0;
    }
  }
}
