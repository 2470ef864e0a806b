package nl.tenzij.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Which roles may ask for which operation, as a person weighed it: one line each, in a file that is
 * changed by hand. A service that gives an operation to another role, or has a new one, fails until
 * its line was changed too.
 *
 * <pre>{@code
 * GET /api/v1/schools/{school}/policies: board, head, teacher
 * }</pre>
 */
final class ApprovedRoles {

  static final Path FILE = Path.of("src/test/resources/api-roles.txt");
  static final Path PROPOSED = Path.of("target/api-roles.txt");

  private ApprovedRoles() {}

  /** Nothing where there is no file yet. */
  static List<String> approved() {
    try {
      return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** As the service's document has it now; written beside the build's output to be looked at. */
  static List<String> of(Collection<Operation> operations) {
    List<String> lines = operations.stream().map(ApprovedRoles::line).sorted().toList();
    try {
      Files.createDirectories(PROPOSED.getParent());
      Files.write(PROPOSED, lines);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    return lines;
  }

  private static String line(Operation operation) {
    return operation + ": " + (operation.isOpen() ? "all" : String.join(", ", operation.roles()));
  }
}
