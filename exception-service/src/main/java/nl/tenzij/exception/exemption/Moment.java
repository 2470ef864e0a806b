package nl.tenzij.exception.exemption;

/** When in the school day. */
public enum Moment {
  LESSON,
  TEST,
  FREE_PERIOD,
  BREAK
}
