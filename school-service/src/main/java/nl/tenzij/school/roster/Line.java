package nl.tenzij.school.roster;

import java.util.List;
import java.util.Map;

/**
 * A line of a roster file, looked at by itself.
 *
 * @param number in the file, the header being 1
 * @param block the run of lines it stands in; null where the file is not looked at so
 * @param sourcedId null where it can't be read
 * @param status in a delta; null in a whole set
 * @param cells by column, without those that say nothing; where the line is refused, only whom and
 *     what it points at
 * @param findings about it; refused where there is a refusal among them. What a file has on many
 *     lines and was understood is remarked with the first of them
 * @param clean nothing at all was found, not even what was remarked before
 */
record Line(
    long number,
    Block block,
    String sourcedId,
    Status status,
    Map<String, String> cells,
    List<Finding> findings,
    boolean clean) {

  /** What a delta says of a thing. */
  enum Status {
    ACTIVE("active"),
    TO_BE_DELETED("tobedeleted");

    private final String written;

    Status(String written) {
      this.written = written;
    }

    /** As OneRoster writes it. */
    String written() {
      return written;
    }
  }

  /** Whether the user's account is closed. Somebody whose line is refused is not looked at. */
  boolean isDisabled() {
    return status != Status.TO_BE_DELETED && "false".equals(cells.get("enabledUser"));
  }

  boolean isRefused() {
    return !findings.isEmpty() && findings.stream().anyMatch(Finding::isRefusal);
  }
}
