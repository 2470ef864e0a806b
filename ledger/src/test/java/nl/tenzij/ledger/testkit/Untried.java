package nl.tenzij.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Operations of which the fuzzer makes no right request, or not each time, as a person weighed it:
 * one line each, with what it lacks.
 *
 * <pre>{@code
 * POST /api/v1/schools/{school}/policies/{id}/activation: the council must have consented before
 * }</pre>
 */
final class Untried {

  static final Path FILE = Path.of("src/test/resources/api-untried.txt");

  private static final String WHY = ": ";

  private Untried() {}

  /** By what they are called; nothing where there is no file. */
  static List<String> approved() {
    try {
      return Files.exists(FILE)
          ? Files.readAllLines(FILE).stream().map(Untried::operation).toList()
          : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String operation(String line) {
    int end = line.indexOf(WHY);
    if (end < 0) {
      throw new IllegalStateException("it says not why: " + line);
    }
    return line.substring(0, end);
  }

  static List<String> names(Collection<Operation> operations) {
    return operations.stream().map(Operation::toString).sorted().toList();
  }
}
