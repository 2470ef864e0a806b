package nl.tenzij.notification.message;

/** How far a message got. */
public enum Life {
  /** Written down and due: it goes out as soon as it can. */
  QUEUED,
  /** Waits for a moment at which it may go out. Held is never dropped. */
  HELD,
  /** Accepted by the carrier (for e-mail: by the mail server). */
  SENT,
  /** The carrier says that it arrived: none does so yet. */
  DELIVERED,
  /** The guardian opened it. */
  READ,
  /** It will not arrive; the reason says why. */
  FAILED,
  /** Overtaken or no longer allowed before it went out. */
  CANCELLED;

  /** Nothing that a carrier reports later changes these. */
  public boolean isFinal() {
    return this == READ || this == FAILED || this == CANCELLED;
  }

  /** It left the house. */
  public boolean isOut() {
    return this == SENT || this == DELIVERED || this == READ;
  }
}
