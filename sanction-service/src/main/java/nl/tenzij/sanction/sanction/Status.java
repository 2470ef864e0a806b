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

  /**
   * As lists and dossiers tell it to who does not read all of the school: from who was heard, or
   * was not, it would follow that a pupil has an exemption.
   */
  public Status withoutHearings() {
    return isBeforeImposition() ? PROPOSED : this;
  }
}
