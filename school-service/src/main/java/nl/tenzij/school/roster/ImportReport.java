package nl.tenzij.school.roster;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How an import goes, or went.
 *
 * @param finishedAt null while it runs
 * @param progress null once it is finished
 * @param leaving where it stopped, or had stopped, to have this confirmed; else null
 * @param waitsSince null where it never stopped
 * @param waitsUntil null where it does not wait now
 * @param refusals what was not taken, with where and why
 * @param refusalsNotListed lines that were refused and are not among them, since there are too many
 * @param remarks what was taken and could be better
 */
public record ImportReport(
    UUID id,
    String school,
    State state,
    Instant acceptedAt,
    Instant finishedAt,
    Progress progress,
    Leaving leaving,
    Instant waitsSince,
    Instant waitsUntil,
    List<FileCounts> files,
    List<Finding> refusals,
    long refusalsNotListed,
    List<Finding> remarks) {

  /** What {@code waitsSince} is. */
  public static final String WAITS_SINCE =
      "Since when it waits for a confirmation, or waited: it, or the first of those whose place it"
          + " took. Not there where it never stopped to ask.";

  /** What {@code waitsUntil} is. */
  public static final String WAITS_UNTIL =
      "Until when it can be confirmed: within the hour after that it is withdrawn. Only there while"
          + " it waits.";

  /** How far an import is. */
  public enum State {
    RUNNING,
    /** So many would leave that somebody has to say so; nothing is applied yet. */
    AWAITING_CONFIRMATION,
    APPLIED,
    FAILED,
    /** Not confirmed: nothing was applied. */
    WITHDRAWN
  }

  /** What is being done. */
  public enum Step {
    /** It waits for its turn: nobody works on it yet. */
    WAITING,
    /** Lines are read. */
    READING,
    /** Lines are looked at together, beside what is known. */
    COMPARING,
    /** People and classes that changed are entered. */
    ENTERING
  }

  /** How much of a step is done: of all lines, or of all people and classes. */
  public record Progress(Step step, long done, long total) {}

  /**
   * How many would leave.
   *
   * @param pupils that would leave
   * @param of pupils who are here
   * @param guardians that would leave
   * @param ofGuardians who are here
   * @param staff members of staff who would leave
   * @param ofStaff who are here
   * @param classes that would end, with none in their stead; not those whose terms are over
   * @param ofClasses that there are, without those whose terms are over
   * @param places in classes that would be gone, with none in their stead, or ended by terms that
   *     were moved
   * @param ofPlaces that there are; 0 where few would be gone
   */
  public record Leaving(
      int pupils,
      int of,
      int guardians,
      int ofGuardians,
      int staff,
      int ofStaff,
      int classes,
      int ofClasses,
      int places,
      int ofPlaces) {}

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
      long left) {

    /** Lines that were refused, and are not among those that are told. */
    long notListed(List<Finding> findings) {
      long listed =
          findings.stream()
              .filter(finding -> finding.isRefusal() && finding.file().equals(file))
              .mapToLong(Finding::line)
              .distinct()
              .count();
      return Math.max(0, refused - listed);
    }
  }
}
