package nl.tenzij.exception.statistics;

import java.util.List;

/**
 * By what a figure is broken down. The keys come in an order of their own, whatever the counts are,
 * with what is alike or follows side by side: neighbours are taken together where they are few.
 */
public enum Aspect {
  /** When: months of the school year. */
  MONTH(List.of()),
  /** The pupil's year group at that time, as the roster names it. */
  YEAR_GROUP(List.of()),
  /** What came of a request. */
  OUTCOME(List.of("GRANTED", "REFUSED", "WITHDRAWN", "OPEN")),
  /** Whether a review that was due is held, and when. */
  TIMELINESS(List.of("ON_TIME", "LATE", "OVERDUE")),
  /** By whom an exemption was ended: by a review, the school, or a guardian or the pupil. */
  CAUSE(List.of("REVIEWED", "REVOKED", "GIVEN_UP")),
  /** What was seen (S2). */
  CATEGORY(
      List.of(
          "NON_EDUCATIONAL_USE",
          "DEVICE_NOT_HANDED_IN",
          "DEVICE_ON_PERSON",
          "BROUGHT_DESPITE_BAN",
          "PHOTO_OR_VIDEO",
          "PUBLISHED_IMAGES",
          "RECORDED_CONVERSATION",
          "UNWANTED_MESSAGES",
          "UNWANTED_CALLS",
          "THREAT",
          "CYBERBULLYING",
          "DISCRIMINATION",
          "OTHER_MISUSE")),
  /** What a person decided; those with the head's confirmation side by side. */
  MEASURE(
      List.of(
          "WARNING",
          "CONFISCATION",
          "RESTORATIVE_TALK",
          "DETENTION",
          "DEVICE_BAN",
          "INTERNAL_SUSPENSION",
          "SUSPENSION",
          "POLICE_REPORT")),
  /** How often it had happened, by the ladder's count. */
  STEP(List.of("1", "2", "3_AND_ON")),
  /** How far a message got. {@code SENT}: the mail server took it, or it is in the portal. */
  STATE(List.of("SENT", "WAITING", "FAILED", "CANCELLED")),
  /** Whether a message had to wait for the hours in which a school writes. */
  HOLDING(List.of("AT_ONCE", "HELD"));

  private final List<String> keys;

  Aspect(List<String> keys) {
    this.keys = keys;
  }

  /** Empty where they depend on the year or the schools. */
  List<String> keys() {
    return keys;
  }

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException where it is none of these
   */
  String known(String key) {
    if (!keys.contains(key)) {
      throw new IllegalArgumentException("no " + this + ": " + key);
    }
    return key;
  }
}
