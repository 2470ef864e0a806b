package nl.tenzij.exception.starttalk;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.exception.starttalk.StartTalkEvent.StartTalkHeld;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Where start talks lie in the log, and under which name. */
@Dependent
public class StartTalkLog {

  /** One stream per pupil. */
  public static StreamId stream(Board board, School school, String pupil) {
    return StreamId.named(board, school, "start-talk", pupil);
  }

  @Produces
  @Singleton
  public static EventTypes<StartTalkEvent> types() {
    return EventTypes.of(StartTalkEvent.class).type("start-talk.held.v1", StartTalkHeld.class);
  }

  @Produces
  @Singleton
  CommandHandler<HoldStartTalk, StartTalks, StartTalkEvent> handler(
      PostgresEventStore store, EventTypes<StartTalkEvent> types) {
    return new CommandHandler<>(store, new StartTalkDecider(), types);
  }
}
