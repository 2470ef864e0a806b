package nl.tenzij.notification.trigger;

/** Who is told. */
public enum Audience {
  /** The pupil's guardians, except those whom the roster says are not to be informed. */
  GUARDIANS,
  /**
   * Those who were told of the same matter before: what did not go out yet is stopped, what went
   * out is followed up.
   */
  TOLD_BEFORE,

  /** Those who were told of the same matter before; what they were told stands beside it. */
  KEPT_INFORMED,

  /**
   * The guardians of all of the school's pupils, each once; the pupil that the message names is one
   * of theirs.
   */
  SCHOOL,

  /** Nobody: what was not told yet of the same matter holds no more, and that is all. */
  NOBODY
}
