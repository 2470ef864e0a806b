package nl.tenzij.school.roster;

import java.util.List;
import java.util.Map;

/**
 * A line of a roster file, looked at by itself.
 *
 * @param number in the file, the header being 1
 * @param sourcedId null where it can't be read
 * @param cells by column, without the empty ones; empty where the line is refused
 * @param findings about it; refused where there is a refusal among them
 */
record Line(long number, String sourcedId, Map<String, String> cells, List<Finding> findings) {

  boolean isRefused() {
    return findings.stream().anyMatch(Finding::isRefusal);
  }
}
