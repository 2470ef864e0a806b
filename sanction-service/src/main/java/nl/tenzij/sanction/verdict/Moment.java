package nl.tenzij.sanction.verdict;

/** What a pupil is doing when the question comes up. */
public enum Moment {
  LESSON,
  TEST,
  FREE_PERIOD,
  BREAK
}
