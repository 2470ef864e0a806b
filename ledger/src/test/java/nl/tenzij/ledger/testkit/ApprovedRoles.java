package nl.tenzij.ledger.testkit;

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

  static final Approved FILE = new Approved("api-roles.txt");

  private ApprovedRoles() {}

  /** As the service's document has it now. */
  static List<String> of(Collection<Operation> operations) {
    return FILE.propose(operations.stream().map(ApprovedRoles::line).sorted().toList());
  }

  private static String line(Operation operation) {
    return operation + ": " + (operation.isOpen() ? "all" : String.join(", ", operation.roles()));
  }
}
