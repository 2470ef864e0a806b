package nl.tenzij.school.roster;

import java.util.UUID;

/**
 * A run of lines in a file of a whole set.
 *
 * <p>Where it ends is told by the lines themselves, so that a line more or less changes the runs
 * around it only, and the next day's file has most of them again.
 */
final class Block {

  private final UUID hash;
  private final long firstRead;
  private final long firstInFile;
  private boolean clean;
  private int lines;
  private int outside;
  private int disabled;
  private int firstDisabled;

  /**
   * @param hash of its bytes, keyed
   * @param firstRead its first line among those that are read
   * @param firstInFile its first line in the file
   * @param clean whether it can be told from others at all
   */
  Block(UUID hash, long firstRead, long firstInFile, boolean clean) {
    this.hash = hash;
    this.firstRead = firstRead;
    this.firstInFile = firstInFile;
    this.clean = clean;
  }

  UUID hash() {
    return hash;
  }

  long firstRead() {
    return firstRead;
  }

  long inFile(long line) {
    return firstInFile + line - firstRead;
  }

  void has(Line line, boolean outsideOfSchool) {
    if (line.isDisabled() && disabled++ == 0) {
      firstDisabled = (int) (line.number() - firstInFile);
    }
    lines++;
    outside += outsideOfSchool ? 1 : 0;
    clean &= line.clean() && line.status() == null;
  }

  /**
   * Whether each of its lines was understood as it stands, in a whole set, with nothing to tell.
   */
  boolean clean() {
    return clean;
  }

  int lines() {
    return lines;
  }

  int outside() {
    return outside;
  }

  /** Lines that say that an account is closed. */
  int disabled() {
    return disabled;
  }

  /** The first of those, counted from the run's own first line. */
  int firstDisabled() {
    return firstDisabled;
  }
}
