package nl.tenzij.exception.exemption;

/** Where an exemption stands in its life. */
public enum Status {
  REQUESTED,
  COMPLETE,
  UNDER_ASSESSMENT,
  REFUSED,
  WITHDRAWN,
  ACTIVE,
  SUSPENDED,
  ENDED
}
