package nl.tenzij.exception.exemption;

/** Why an exemption ended. Time alone is not among them. */
public enum EndCause {
  REVIEWED,
  REVOKED,
  WITHDRAWN,
  LEFT_SCHOOL
}
