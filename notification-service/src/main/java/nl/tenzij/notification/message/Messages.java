package nl.tenzij.notification.message;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Messages in the log. */
@ApplicationScoped
public class Messages {

  private static final String CATEGORY = "message";
  private static final String ACTOR = "notification-service";

  private final CommandHandler<MessageCommand, Message, MessageEvent> handler;

  public Messages(PostgresEventStore store, EventTypes<MessageEvent> types) {
    this.handler = new CommandHandler<>(store, new MessageDecider(), types);
  }

  /** One message per event, guardian and channel: the same three always name the same stream. */
  public static StreamId stream(Board board, School school, Notice notice) {
    return stream(board, school, notice.event(), notice.guardian(), notice.channel());
  }

  public static StreamId stream(
      Board board, School school, String event, String guardian, Channel channel) {
    return StreamId.named(board, school, CATEGORY, name(event, guardian, channel));
  }

  /** Of an event in which several pupils took part, who can be one guardian's: one for each. */
  public static StreamId streamOfPupil(Board board, School school, Notice notice) {
    String of = name(notice.event(), notice.guardian(), notice.channel());
    return StreamId.named(board, school, CATEGORY, of + '\n' + notice.pupil());
  }

  /** Told instead of another message, whatever became of the one that its event led to. */
  public static StreamId streamInstead(StreamId other, Notice notice) {
    String of = name(notice.event(), notice.guardian(), notice.channel());
    return StreamId.named(other.board(), other.school(), CATEGORY, of + '\n' + other.id());
  }

  private static String name(String event, String guardian, Channel channel) {
    return event + '\n' + guardian + '\n' + channel;
  }

  public static StreamId stream(Board board, School school, UUID message) {
    return new StreamId(board, school, CATEGORY, message);
  }

  public static boolean isOne(StreamId stream) {
    return stream.category().equals(CATEGORY);
  }

  /** What this service does by itself, following from an event. */
  public static Meta because(UUID event, String traceparent) {
    return new Meta(ACTOR, "service", UUID.randomUUID(), event, event, traceparent);
  }

  /** For requests, which bring more along than a command. */
  public CommandHandler<MessageCommand, Message, MessageEvent> handler() {
    return handler;
  }

  public Uni<Outcome<Message>> handle(StreamId message, MessageCommand command, Meta meta) {
    return handler.handle(message, command, meta);
  }

  public Uni<Loaded<Message>> load(StreamId message) {
    return handler.load(message);
  }
}
