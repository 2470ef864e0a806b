package nl.tenzij.notification.published;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.MessageEvent;
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
import nl.tenzij.notification.message.Notice;

/** What this service tells others, by {@code contract/}. */
@ApplicationScoped
public class NotificationEvents implements Publisher {

  public static final String QUEUED = "nl.tenzij.notification.message-queued.v1";
  public static final String SENT = "nl.tenzij.notification.message-sent.v1";
  public static final String FAILED = "nl.tenzij.notification.message-failed.v1";
  public static final String CANCELLED = "nl.tenzij.notification.message-cancelled.v1";

  @Override
  public String topic() {
    return "notification.events.v1";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        MessageQueued.class,
        MessageHeld.class,
        MessageSent.class,
        MessageFailed.class,
        MessageCancelled.class);
  }

  @Override
  public List<Published> publish(Recorded<?> event) {
    return event.event() instanceof MessageEvent happened ? told(event, happened) : List.of();
  }

  private static List<Published> told(Recorded<?> event, MessageEvent happened) {
    return switch (happened) {
      case MessageQueued queued -> one(event, QUEUED, tell(event, queued.notice(), Life.QUEUED));
      case MessageHeld held -> one(event, QUEUED, tell(event, held.notice(), Life.HELD));
      case MessageSent sent -> one(event, SENT, tell(event, sent.notice(), Life.SENT));
      case MessageFailed failed ->
          one(
              event,
              FAILED,
              MessageTold.of(event.stream().id(), failed.notice(), Life.FAILED, failed.reason()));
      case MessageCancelled cancelled ->
          one(
              event,
              CANCELLED,
              MessageTold.of(
                  event.stream().id(), cancelled.notice(), Life.CANCELLED, cancelled.reason()));
      case MessagePostponed _,
          MessageReleased _,
          MessageClaimed _,
          MessageDeferred _,
          MessageDelivered _,
          MessageRead _,
          OvertakingAwaited _,
          MessageOvertaken _ ->
          List.of();
    };
  }

  private static MessageTold tell(Recorded<?> event, Notice notice, Life state) {
    return MessageTold.of(event.stream().id(), notice, state, null);
  }

  private static List<Published> one(Recorded<?> event, String type, MessageTold data) {
    return List.of(Published.of(event, type, data.pupil(), data.pupil(), data));
  }
}
