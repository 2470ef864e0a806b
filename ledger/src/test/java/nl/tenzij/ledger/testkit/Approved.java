package nl.tenzij.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
