package nl.tenzij.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person weighed: lines in a file that is changed by hand, beside what they would be now.
 *
 * @param name of the file
 */
record Approved(String name) {

  Path file() {
    return Path.of("src/test/resources").resolve(name);
  }

  Path proposed() {
    return Path.of("target").resolve(name);
  }

  /** Nothing where there is no file yet. */
  List<String> lines() {
    try {
      return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Holds operations against the file, where each stands with a reason: neither has what the other
   * has not.
   *
   * @param what they are, with a place for the file's name
   */
  void checkReasons(Collection<Operation> operations, String what) {
    Map<String, String> reasons =
        lines().stream()
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.toMap(
                    each -> each[0],
                    each -> each.length > 1 ? each[1].strip() : "",
                    (one, another) -> one,
                    LinkedHashMap::new));
    List<String> now = operations.stream().map(Operation::toString).sorted().toList();
    propose(now.stream().map(each -> each + ": " + reasons.getOrDefault(each, "")).toList());
    assertThat(now).as(what, file()).containsExactlyInAnyOrderElementsOf(reasons.keySet());
    assertThat(reasons).as("each with its reason").doesNotContainValue("");
  }

  /** Written beside the build's output to be looked at. */
  List<String> propose(List<String> now) {
    try {
      Files.createDirectories(proposed().getParent());
      Files.write(proposed(), now);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    return now;
  }
}
