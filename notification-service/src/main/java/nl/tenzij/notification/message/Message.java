package nl.tenzij.notification.message;

import java.time.Instant;
import java.util.UUID;

/**
 * One message to one guardian through one channel.
 *
 * @param notice what is told; null before the message exists
 * @param life null before the message exists
 * @param reason why it waits, failed or was cancelled, or null
 * @param queued when it became due for the first time
 * @param due when it may be tried (again)
 * @param attempts how often a sender took it
 * @param claim the sender that holds it now, or null
 * @param overtaking what to tell when it turns out to have gone, or null
 * @param overtaken whether a follow-up was asked for
 */
public record Message(
    Notice notice,
    Life life,
    Reason reason,
    Instant queued,
    Instant due,
    int attempts,
    Claim claim,
    FollowUp overtaking,
    boolean overtaken) {

  /**
   * A sender's right to hand the message over.
   *
   * @param until when it lapses
   */
  public record Claim(UUID id, Instant until) {}

  static final Message NONE = new Message(null, null, null, null, null, 0, null, null, false);

  public boolean exists() {
    return notice != null;
  }

  public boolean isClaimedBy(UUID sender) {
    return claim != null && claim.id().equals(sender);
  }

  boolean isClaimedAt(Instant moment) {
    return claim != null && moment.isBefore(claim.until());
  }

  Message queued(Notice about, Instant at) {
    return new Message(about, Life.QUEUED, null, at, at, 0, null, null, false);
  }

  Message held(Notice about, Reason why, Instant until, Instant at) {
    return new Message(about, Life.HELD, why, at, until, 0, null, null, false);
  }

  Message released(Instant at) {
    return new Message(notice, Life.QUEUED, null, at, at, attempts, null, null, false);
  }

  Message claimed(Claim by) {
    return new Message(
        notice, life, reason, queued, by.until(), attempts + 1, by, overtaking, overtaken);
  }

  Message deferred(Reason why, Instant again) {
    return new Message(notice, life, why, queued, again, attempts, null, overtaking, overtaken);
  }

  Message now(Life next, Reason why) {
    return new Message(notice, next, why, queued, null, attempts, null, null, overtaken);
  }

  Message overtaking(FollowUp followUp) {
    return new Message(notice, life, reason, queued, due, attempts, claim, followUp, overtaken);
  }

  Message followedUp() {
    return new Message(notice, life, reason, queued, due, attempts, claim, null, true);
  }
}
