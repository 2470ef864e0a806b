package nl.tenzij.school.roster;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How an import goes, or went.
 *
 * @param finishedAt null while it runs
 * @param refusals what was not taken, with where and why
 * @param remarks what was taken and could be better
 */
public record ImportReport(
    UUID id,
    String school,
    State state,
    Instant acceptedAt,
    Instant finishedAt,
    List<FileCounts> files,
    List<Finding> refusals,
    List<Finding> remarks) {

  /** How far an import is. */
  public enum State {
    RUNNING,
    APPLIED,
    FAILED
  }

  /**
   * Lines of one file, without its header.
   *
   * @param read all of them
   * @param applied changed what is known, or belongs to a person or class that changed
   * @param unchanged said what was known already
   * @param refused not taken, see the refusals
   * @param outside about another school
   * @param used understood, and only of use to understand lines of other files
   * @param left persons or classes that were known and are not in the file any more
   */
  public record FileCounts(
      String file,
      long read,
      long applied,
      long unchanged,
      long refused,
      long outside,
      long used,
      long left) {}
}
