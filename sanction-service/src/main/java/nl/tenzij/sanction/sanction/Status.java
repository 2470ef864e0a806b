package nl.tenzij.sanction.sanction;

/** A sanction's life. A proposal that nobody imposes ends as revoked. */
public enum Status {
  PROPOSED,
  HEARD,
  IMPOSED,
  CONFIRMED,
  RUNNING,
  SERVED,
  AMENDED,
  REVOKED;

  public boolean isBeforeImposition() {
    return this == PROPOSED || this == HEARD;
  }
}
