package nl.tenzij.exception.concern;

/** What came of a concern. What follows for the pupil is written down with the exemption. */
public enum ConcernOutcome {
  NOTHING_IMPROPER,
  AGREEMENTS_UNCLEAR,
  FOLLOWED_UP
}
