package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.notification.message.MessageCommand.QueueMessage;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;

/** Who was told something that no longer holds is told so. */
@ApplicationScoped
public class FollowUpWhenOvertaken implements Policy {

  private final Messages messages;

  public FollowUpWhenOvertaken(Messages messages) {
    this.messages = messages;
  }

  @Override
  public String name() {
    return "follow-up-when-overtaken";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(MessageOvertaken.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
    return event.event() instanceof MessageOvertaken overtaken
        ? queue(event, overtaken.notice().followedBy(overtaken.followUp()))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> queue(Recorded<?> overtaken, Notice notice) {
    StreamId stream =
        Messages.stream(overtaken.stream().board(), overtaken.stream().school(), notice);
    return messages
        .handle(
            stream,
            new QueueMessage(notice, overtaken.at()),
            Messages.because(overtaken.id(), overtaken.meta().traceparent()))
        .replaceWithVoid();
  }
}
