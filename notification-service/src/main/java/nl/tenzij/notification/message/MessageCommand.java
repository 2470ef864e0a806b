package nl.tenzij.notification.message;

import java.time.Instant;
import java.util.UUID;

/** What can be asked of a message. */
public sealed interface MessageCommand {

  /** Write it down, due at once. Asked again for the same message it changes nothing. */
  record QueueMessage(Notice notice, Instant at) implements MessageCommand {}

  /** Write it down, but let it wait. */
  record HoldMessage(Notice notice, Reason reason, Instant until, Instant at)
      implements MessageCommand {}

  /**
   * It may not go out now. What a sender holds at this moment is let alone.
   *
   * @param until when to look again
   */
  record PostponeMessage(Reason reason, Instant until, Instant at) implements MessageCommand {}

  /** The moment that a held message waited for has come. */
  record ReleaseMessage(Instant at) implements MessageCommand {}

  /**
   * A sender wants to hand it to the carrier. Only the sender whose claim stands in the state
   * afterwards may do so.
   *
   * @param until when the claim lapses: a sender that died does not keep a message for ever
   */
  record ClaimMessage(UUID claim, Instant at, Instant until) implements MessageCommand {}

  /**
   * The carrier accepted it.
   *
   * @param carried the carrier's name for it (for e-mail the Message-ID)
   */
  record RecordSent(UUID claim, String carried, Instant at) implements MessageCommand {}

  /** It could not go out now and is tried again later. */
  record DeferMessage(UUID claim, Reason reason, Instant again, Instant at)
      implements MessageCommand {}

  /** It will not go out. */
  record FailMessage(UUID claim, Reason reason, Instant at) implements MessageCommand {}

  /** The sender found that the guardian may not be told after all. */
  record WithholdMessage(UUID claim, Reason reason, Instant at) implements MessageCommand {}

  /** The carrier says that it arrived. */
  record RecordDelivery(Instant at) implements MessageCommand {}

  /** The guardian opened it. */
  record RecordReading(Instant at) implements MessageCommand {}

  /** The carrier gave it back after accepting it. */
  record RecordBounce(Instant at) implements MessageCommand {}

  /** What it tells no longer holds: stop it, or follow it up where it is out already. */
  record OvertakeMessage(FollowUp followUp, Instant at) implements MessageCommand {}

  /**
   * What those were told since who were told it was wrong: they are told so.
   *
   * @param wrong the template in which they were told that; who was told otherwise last hears
   *     nothing of this
   */
  record CorrectFollowUp(String wrong, FollowUp followUp, Instant at) implements MessageCommand {}

  /**
   * It need not be told any more: stop it, where it is not out and nobody has it.
   *
   * @param reason whether another message tells it anew, or it was taken back
   */
  record WithdrawMessage(Reason reason, Instant at) implements MessageCommand {}

  /** Whom it is to, or about, is forgotten: stop it, also where a sender has it. */
  record DropMessage(Instant at) implements MessageCommand {}
}
