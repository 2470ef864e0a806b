package nl.tenzij.exception.people;

/** How somebody belongs to a pupil. */
public enum Tie {
  /** Is the pupil. */
  SELF,
  /** Is the pupil, and of age: decides as guardians of a minor do. */
  SELF_OF_AGE,
  /** With custody, and nothing barred. */
  GUARDIAN,
  /** Without custody: learns on request how things stand, and decides nothing (BW 1:377c). */
  PARENT_WITHOUT_CUSTODY,
  /** Whom the roster names, and who is no parent of the pupil. */
  MENTOR,
  /** Has that role, teaches the pupil, for whom the roster names none, and is no parent. */
  POSSIBLE_MENTOR
}
