package nl.tenzij.ledger.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is there for somebody of the own school who has nothing to do with it: a teacher who does
 * not teach the pupil, another child's guardian. One line for each operation that answers them, in
 * a file that is changed by hand; whatever is not in it is refused to them or not there.
 *
 * <pre>{@code
 * GET /api/v1/schools/{school}/policies/{policy}: guardian, teacher
 * }</pre>
 */
final class ApprovedStrangers {

  static final Approved FILE = new Approved("api-strangers.txt");

  /** Those whose sight depends on who they are. */
  static final Set<String> ROLES = Set.of("core-team", "guardian", "mentor", "pupil", "teacher");

  private ApprovedStrangers() {}

  /** Whether this is approved: then what is asked for may be used up by it. */
  static boolean has(Operation operation, String role) {
    return FILE.lines().stream()
        .filter(line -> line.startsWith(operation + ": "))
        .flatMap(line -> Stream.of(line.substring(line.indexOf(": ") + 2).split(", ")))
        .anyMatch(role::equals);
  }

  /**
   * @param answered the roles that were let in, by operation
   */
  static List<String> of(Map<String, ? extends Collection<String>> answered) {
    return FILE.propose(
        new TreeMap<>(answered)
            .entrySet().stream()
                .map(
                    each ->
                        each.getKey() + ": " + String.join(", ", new TreeSet<>(each.getValue())))
                .toList());
  }
}
