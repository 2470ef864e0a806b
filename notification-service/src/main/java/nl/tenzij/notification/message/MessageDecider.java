package nl.tenzij.notification.message;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.notification.message.Message.Claim;
import nl.tenzij.notification.message.MessageCommand.ClaimMessage;
import nl.tenzij.notification.message.MessageCommand.CorrectFollowUp;
import nl.tenzij.notification.message.MessageCommand.DeferMessage;
import nl.tenzij.notification.message.MessageCommand.DropMessage;
import nl.tenzij.notification.message.MessageCommand.FailMessage;
import nl.tenzij.notification.message.MessageCommand.HoldMessage;
import nl.tenzij.notification.message.MessageCommand.OvertakeMessage;
import nl.tenzij.notification.message.MessageCommand.PostponeMessage;
import nl.tenzij.notification.message.MessageCommand.QueueMessage;
import nl.tenzij.notification.message.MessageCommand.RecordBounce;
import nl.tenzij.notification.message.MessageCommand.RecordDelivery;
import nl.tenzij.notification.message.MessageCommand.RecordReading;
import nl.tenzij.notification.message.MessageCommand.RecordSent;
import nl.tenzij.notification.message.MessageCommand.ReleaseMessage;
import nl.tenzij.notification.message.MessageCommand.WithdrawMessage;
import nl.tenzij.notification.message.MessageCommand.WithholdMessage;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageDelivered;
import nl.tenzij.notification.message.MessageEvent.MessageFailed;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.MessageEvent.MessagePostponed;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageRead;
import nl.tenzij.notification.message.MessageEvent.MessageReleased;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.MessageEvent.OvertakingAwaited;

/**
 * The rules of a message's life. Carriers report late, twice or out of order, and senders die: what
 * no longer fits changes nothing and is no error.
 */
public final class MessageDecider implements Decider<MessageCommand, Message, MessageEvent> {

  @Override
  public Message initial() {
    return Message.NONE;
  }

  @Override
  public List<MessageEvent> decide(MessageCommand command, Message message) {
    return switch (command) {
      case QueueMessage queue ->
          message.exists() ? List.of() : List.of(new MessageQueued(queue.notice(), queue.at()));
      case HoldMessage hold ->
          message.exists()
              ? List.of()
              : List.of(new MessageHeld(hold.notice(), hold.reason(), hold.until(), hold.at()));
      case PostponeMessage postpone -> postpone(postpone, message);
      case ReleaseMessage release -> release(release, message);
      case ClaimMessage claim -> claim(claim, message);
      case RecordSent sent -> sent(sent, message);
      case DeferMessage defer -> defer(defer, message);
      case FailMessage fail -> isHeldBy(message, fail.claim()) ? fail(fail, message) : List.of();
      case WithholdMessage withhold ->
          isHeldBy(message, withhold.claim())
              ? List.of(new MessageCancelled(message.notice(), withhold.reason(), withhold.at()))
              : List.of();
      case RecordDelivery delivery ->
          message.life() == Life.SENT ? List.of(new MessageDelivered(delivery.at())) : List.of();
      case RecordReading reading ->
          message.life() == Life.SENT || message.life() == Life.DELIVERED
              ? List.of(new MessageRead(reading.at()))
              : List.of();
      case RecordBounce bounce ->
          message.life() == Life.SENT
              ? List.of(new MessageFailed(message.notice(), Reason.BOUNCED, bounce.at()))
              : List.of();
      case OvertakeMessage overtake -> overtake(overtake, message);
      case CorrectFollowUp correct -> correct(correct, message);
      case WithdrawMessage withdraw -> withdraw(withdraw, message);
      case DropMessage drop -> drop(drop, message);
    };
  }

  private static List<MessageEvent> postpone(PostponeMessage postpone, Message message) {
    boolean waits =
        message.life() == Life.HELD
            || message.life() == Life.QUEUED && !message.isClaimedAt(postpone.at());
    boolean asItIs =
        message.life() == Life.HELD
            && message.reason() == postpone.reason()
            && message.due().equals(postpone.until());
    return waits && !asItIs
        ? List.of(new MessagePostponed(postpone.reason(), postpone.until(), postpone.at()))
        : List.of();
  }

  private static List<MessageEvent> release(ReleaseMessage release, Message message) {
    boolean due = message.life() == Life.HELD && !release.at().isBefore(message.due());
    return due ? List.of(new MessageReleased(release.at())) : List.of();
  }

  private static List<MessageEvent> claim(ClaimMessage claim, Message message) {
    if (message.life() != Life.QUEUED || message.isClaimedAt(claim.at())) {
      return List.of();
    }
    if (message.overtaking() != null) {
      // Its sender died on the way: it may be out, so it is not tried again and is followed up.
      return List.of(
          new MessageCancelled(message.notice(), Reason.REVOKED, claim.at()),
          new MessageOvertaken(message.notice(), message.overtaking(), claim.at()));
    }
    return claim.at().isBefore(message.due())
        ? List.of()
        : List.of(new MessageClaimed(claim.claim(), claim.until(), claim.at()));
  }

  /** Whoever's claim it was: what the carrier accepted is out. */
  private static List<MessageEvent> sent(RecordSent sent, Message message) {
    boolean late = message.life() == Life.HELD && message.mayBeOut();
    if (message.life() != Life.QUEUED && !late) {
      return List.of();
    }
    MessageSent out = new MessageSent(message.notice(), sent.carried(), sent.at());
    return message.overtaking() == null
        ? List.of(out)
        : List.of(out, new MessageOvertaken(message.notice(), message.overtaking(), sent.at()));
  }

  private static List<MessageEvent> defer(DeferMessage defer, Message message) {
    if (!isHeldBy(message, defer.claim())) {
      return List.of();
    }
    return message.overtaking() == null
        ? List.of(new MessageDeferred(defer.reason(), defer.again(), defer.at()))
        : followedUp(
            new MessageCancelled(message.notice(), Reason.REVOKED, defer.at()),
            message,
            defer.reason(),
            defer.at());
  }

  private static List<MessageEvent> fail(FailMessage fail, Message message) {
    MessageFailed failed = new MessageFailed(message.notice(), fail.reason(), fail.at());
    return message.overtaking() == null
        ? List.of(failed)
        : followedUp(failed, message, fail.reason(), fail.at());
  }

  /** Whoever perhaps read what no longer holds is told so. */
  private static List<MessageEvent> followedUp(
      MessageEvent end, Message message, Reason reason, Instant at) {
    return message.doubt(reason)
        ? List.of(end, new MessageOvertaken(message.notice(), message.overtaking(), at))
        : List.of(end);
  }

  private static List<MessageEvent> overtake(OvertakeMessage overtake, Message message) {
    if (!message.exists() || message.overtaken()) {
      return List.of();
    }
    if (message.overtaking() != null) {
      return overtakenOnItsWay(overtake, message);
    }
    return switch (message.life()) {
      case QUEUED, HELD ->
          message.mayBeOut()
              ? List.of(new OvertakingAwaited(overtake.followUp(), overtake.at()))
              : cancelled(overtake, message);
      case SENT, DELIVERED, READ -> List.of(overtaken(overtake, message));
      case FAILED -> message.doubtful() ? List.of(overtaken(overtake, message)) : List.of();
      case CANCELLED -> List.of();
    };
  }

  /** Of what was told, or will be as soon as it is known whether the message is out. */
  private static List<MessageEvent> correct(CorrectFollowUp correct, Message message) {
    if (message.isFollowedUpWith(correct.wrong())) {
      return List.of(new MessageOvertaken(message.notice(), correct.followUp(), correct.at()));
    }
    return message.awaitsFollowUpWith(correct.wrong())
        ? List.of(new OvertakingAwaited(correct.followUp(), correct.at()))
        : List.of();
  }

  /** Nobody was told of what it waits for: what came after that is told instead. */
  private static List<MessageEvent> overtakenOnItsWay(OvertakeMessage overtake, Message message) {
    boolean same = message.overtaking().event().equals(overtake.followUp().event());
    return same ? List.of() : List.of(new OvertakingAwaited(overtake.followUp(), overtake.at()));
  }

  /** It is not tried again; where an attempt before may have arrived, it is followed up too. */
  private static List<MessageEvent> cancelled(OvertakeMessage overtake, Message message) {
    var end = new MessageCancelled(message.notice(), Reason.REVOKED, overtake.at());
    return message.doubtful() ? List.of(end, overtaken(overtake, message)) : List.of(end);
  }

  private static MessageOvertaken overtaken(OvertakeMessage overtake, Message message) {
    return new MessageOvertaken(message.notice(), overtake.followUp(), overtake.at());
  }

  private static List<MessageEvent> withdraw(WithdrawMessage withdraw, Message message) {
    boolean waits = message.life() == Life.QUEUED || message.life() == Life.HELD;
    return waits && !message.mayBeOut()
        ? List.of(new MessageCancelled(message.notice(), withdraw.reason(), withdraw.at()))
        : List.of();
  }

  /** Whether it is out by now matters no more: there is nobody left to follow it up to. */
  private static List<MessageEvent> drop(DropMessage drop, Message message) {
    return message.life() == Life.QUEUED || message.life() == Life.HELD
        ? List.of(new MessageFailed(message.notice(), Reason.NO_LONGER_KNOWN, drop.at()))
        : List.of();
  }

  private static boolean isHeldBy(Message message, UUID claim) {
    return message.life() == Life.QUEUED && message.isClaimedBy(claim);
  }

  @Override
  public Message evolve(Message message, MessageEvent event) {
    return switch (event) {
      case MessageQueued queued -> message.queued(queued.notice(), queued.at());
      case MessageHeld held -> message.held(held.notice(), held.reason(), held.until(), held.at());
      case MessagePostponed postponed ->
          message.postponed(postponed.reason(), postponed.until(), postponed.at());
      case MessageReleased released -> message.released(released.at());
      case MessageClaimed claimed -> message.claimed(new Claim(claimed.claim(), claimed.until()));
      case MessageSent _ -> message.now(Life.SENT, null);
      case MessageDeferred deferred ->
          message.deferred(deferred.reason(), deferred.again(), deferred.at());
      case MessageFailed failed -> message.now(Life.FAILED, failed.reason());
      case MessageDelivered _ -> message.now(Life.DELIVERED, null);
      case MessageRead _ -> message.now(Life.READ, null);
      case MessageCancelled cancelled -> message.now(Life.CANCELLED, cancelled.reason());
      case OvertakingAwaited awaited -> message.overtaking(awaited.followUp());
      case MessageOvertaken overtaken -> message.followedUp(overtaken.followUp());
    };
  }
}
