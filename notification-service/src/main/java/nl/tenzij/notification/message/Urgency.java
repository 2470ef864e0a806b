package nl.tenzij.notification.message;

/** How much a message may disturb (S1: no messages after 17:00 or at weekends). */
public enum Urgency {
  /** Waits for a moment at which a school may write to guardians. */
  NORMAL,
  /** Safety, or a pupil who is sent home: goes at once. */
  URGENT
}
