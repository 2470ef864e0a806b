package nl.tenzij.notification.message;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One message to one guardian through one channel.
 *
 * @param notice what is told; null before the message exists
 * @param life null before the message exists
 * @param reason why it waits, failed or was cancelled, or null
 * @param written when it was written down
 * @param queued from when on patience is counted: when it was written down, moved on by the time in
 *     which it was held
 * @param due when it may be tried (again)
 * @param heldSince when it began to be held, or null where it is not
 * @param attempts how often a sender took it
 * @param untied since when no tie between guardian and pupil was found, or null where that is not
 *     what it waits for
 * @param claim the sender that holds it now, or null
 * @param doubtful whether an attempt ended without a clear answer: the mail server may have taken
 *     it
 * @param overtaking what to tell when it turns out to have gone, or null
 * @param followUp what those were told last who were told this, since it no longer held; or null
 */
public record Message(
    Notice notice,
    Life life,
    Reason reason,
    Instant written,
    Instant queued,
    Instant due,
    Instant heldSince,
    int attempts,
    Untied untied,
    Claim claim,
    boolean doubtful,
    FollowUp overtaking,
    FollowUp followUp) {

  /**
   * A sender's right to hand the message over.
   *
   * @param until when it lapses
   */
  public record Claim(UUID id, Instant until) {}

  /**
   * That no tie was found, when it was asked for. What it waited for before counts no more: then
   * nobody could say.
   *
   * @param since moved on, as patience is, by the time in which it was held
   * @param before how many attempts there were before that
   */
  public record Untied(Instant since, int before) {
    private Untied later(Duration held) {
      return new Untied(since.plus(held), before);
    }
  }

  static final Message NONE =
      new Message(null, null, null, null, null, null, null, 0, null, null, false, null, null);

  public boolean exists() {
    return notice != null;
  }

  public boolean isClaimedBy(UUID sender) {
    return claim != null && claim.id().equals(sender);
  }

  /**
   * For how long no tie was found, by an attempt that ends now and found none.
   *
   * @param now where it is the first one
   */
  public Untied untied(Instant now) {
    return untied == null ? new Untied(now, attempts - 1) : untied;
  }

  /** Whether it tells what has these words to guardians. */
  public boolean isTelling(String template) {
    return notice.text().template().equals(template);
  }

  /**
   * Whether it holds no more: who was told it is told so, or will be once it turns out to be out.
   */
  public boolean isTakenBack() {
    return overtaken() || overtaking != null;
  }

  /** Whether a follow-up was asked for. */
  boolean overtaken() {
    return followUp != null;
  }

  /** Whether those who were told this were last told what has these words. */
  boolean isFollowedUpWith(String template) {
    return overtaken() && followUp.template().equals(template);
  }

  boolean awaitsFollowUpWith(String template) {
    return !overtaken() && overtaking != null && overtaking.template().equals(template);
  }

  /** It waits for the school's hours since it was written down, and not for other messages. */
  public boolean isHeldUntried() {
    return life == Life.HELD
        && reason == Reason.QUIET_HOURS
        && heldSince.equals(written)
        && attempts == 0;
  }

  /** What it tells was taken back before anybody heard of it. */
  public boolean isRevoked() {
    return life == Life.CANCELLED && reason == Reason.REVOKED;
  }

  /** It is out, may be, or is still to go. */
  public boolean isToldOrWillBe() {
    return doubtful || life != Life.CANCELLED && life != Life.FAILED;
  }

  /** Somebody may have handed it over without having said so. */
  boolean mayBeOut() {
    return claim != null;
  }

  /**
   * Whether it may be out, given how an attempt ended now: a mail server that was silent at the end
   * may have taken it, and that is not forgotten by later attempts.
   */
  boolean doubt(Reason ended) {
    return doubtful || ended == Reason.MAIL_SERVER_SILENT || ended == Reason.GIVEN_UP;
  }

  boolean isClaimedAt(Instant moment) {
    return claim != null && moment.isBefore(claim.until());
  }

  Message queued(Notice about, Instant at) {
    return new Message(
        about, Life.QUEUED, null, at, at, at, null, 0, null, null, false, null, null);
  }

  Message held(Notice about, Reason why, Instant until, Instant at) {
    return new Message(about, Life.HELD, why, at, at, until, at, 0, null, null, false, null, null);
  }

  /** A claim that lapsed stays: it may be out, and that is not forgotten by waiting. */
  Message postponed(Reason why, Instant until, Instant at) {
    Instant since = heldSince == null ? at : heldSince;
    return new Message(
        notice,
        Life.HELD,
        why,
        written,
        queued,
        until,
        since,
        attempts,
        untied,
        claim,
        doubtful,
        overtaking,
        followUp);
  }

  Message released(Instant at) {
    Duration held = Duration.between(heldSince, at);
    return new Message(
        notice,
        Life.QUEUED,
        null,
        written,
        queued.plus(held),
        at,
        null,
        attempts,
        untied == null ? null : untied.later(held),
        claim,
        doubtful,
        overtaking,
        followUp);
  }

  Message claimed(Claim by) {
    return new Message(
        notice,
        life,
        reason,
        written,
        queued,
        by.until(),
        null,
        attempts + 1,
        untied,
        by,
        doubtful,
        overtaking,
        followUp);
  }

  Message deferred(Reason why, Instant again, Instant at) {
    return new Message(
        notice,
        life,
        why,
        written,
        queued,
        again,
        null,
        attempts,
        why == Reason.NO_LONGER_KNOWN ? untied(at) : null,
        null,
        doubt(why),
        overtaking,
        followUp);
  }

  Message now(Life next, Reason why) {
    return new Message(
        notice,
        next,
        why,
        written,
        queued,
        null,
        null,
        attempts,
        null,
        null,
        doubt(why),
        null,
        followUp);
  }

  Message overtaking(FollowUp next) {
    return new Message(
        notice, life, reason, written, queued, due, heldSince, attempts, untied, claim, doubtful,
        next, followUp);
  }

  Message followedUp(FollowUp by) {
    return new Message(
        notice, life, reason, written, queued, due, heldSince, attempts, untied, claim, doubtful,
        null, by);
  }
}
