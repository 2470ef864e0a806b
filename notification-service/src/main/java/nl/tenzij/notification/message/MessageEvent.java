package nl.tenzij.notification.message;

import java.time.Instant;
import java.util.UUID;

/**
 * What happens to a message. Those that others act on, here or outside, repeat the notice: they can
 * be understood by themselves.
 */
public sealed interface MessageEvent {

  Instant at();

  record MessageQueued(Notice notice, Instant at) implements MessageEvent {}

  record MessageHeld(Notice notice, Reason reason, Instant until, Instant at)
      implements MessageEvent {}

  /** Held (again), or until another moment than before. */
  record MessagePostponed(Reason reason, Instant until, Instant at) implements MessageEvent {}

  record MessageReleased(Instant at) implements MessageEvent {}

  /** A sender is about to hand it to the carrier: from here on it may be out. */
  record MessageClaimed(UUID claim, Instant until, Instant at) implements MessageEvent {}

  record MessageSent(Notice notice, String carried, Instant at) implements MessageEvent {}

  record MessageDeferred(Reason reason, Instant again, Instant at) implements MessageEvent {}

  record MessageFailed(Notice notice, Reason reason, Instant at) implements MessageEvent {}

  record MessageDelivered(Instant at) implements MessageEvent {}

  record MessageRead(Instant at) implements MessageEvent {}

  record MessageCancelled(Notice notice, Reason reason, Instant at) implements MessageEvent {}

  /** Overtaken while a sender holds it: whether it went out is not known yet. */
  record OvertakingAwaited(FollowUp followUp, Instant at) implements MessageEvent {}

  /** Overtaken after it went out, or may have: the guardian has to be told. */
  record MessageOvertaken(Notice notice, FollowUp followUp, Instant at) implements MessageEvent {}
}
