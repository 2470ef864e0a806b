package nl.tenzij.exception.concern;

/** How far the care team is with a concern. */
public enum ConcernStatus {
  REPORTED,
  TAKEN_UP,
  CLOSED
}
