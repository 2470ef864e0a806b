package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;

/** Who was told something that no longer holds is told so. */
@ApplicationScoped
public class FollowUpWhenOvertaken implements Policy {

  private final WritingDown writing;

  public FollowUpWhenOvertaken(WritingDown writing) {
    this.writing = writing;
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
        ? write(event, overtaken.notice().followedBy(overtaken.followUp()), sql)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> write(Recorded<?> overtaken, Notice notice, SqlConnection sql) {
    StreamId stream =
        Messages.stream(overtaken.stream().board(), overtaken.stream().school(), notice);
    return writing
        .write(
            stream, notice, Messages.because(overtaken.id(), overtaken.meta().traceparent()), sql)
        .replaceWithVoid();
  }
}
