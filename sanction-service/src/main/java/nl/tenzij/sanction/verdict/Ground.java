package nl.tenzij.sanction.verdict;

/** What a verdict rests on. */
public enum Ground {
  /** The policy in force does not cover this place, time or device; or none is in force. */
  OUTSIDE_RULES(true),
  /** A teacher opened it for the class (S1). */
  EDUCATIONAL_USE(true),
  EXEMPTION(true),
  /** The policy in force; the clause is named. */
  RULE(false),
  /** The pupil is under a running ban. */
  BAN(false);

  private final boolean allows;

  Ground(boolean allows) {
    this.allows = allows;
  }

  public boolean allows() {
    return allows;
  }
}
