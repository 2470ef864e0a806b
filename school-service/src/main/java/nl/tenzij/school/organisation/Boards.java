package nl.tenzij.school.organisation;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.organisation.BoardEvent.BoardChanged;
import nl.tenzij.school.organisation.BoardEvent.BoardRegistered;

/** Where boards lie in the log, and under which names. */
@Dependent
public class Boards {

  public static final EventTypes<BoardEvent> TYPES =
      EventTypes.of(BoardEvent.class)
          .type("board.registered.v1", BoardRegistered.class)
          .type("board.changed.v1", BoardChanged.class);

  /** What is of no school stands in the log as if the board's office were one. */
  public static StreamId stream(Board board) {
    return StreamId.named(board, new School(board.id()), "board", board.id());
  }

  @Produces
  @Singleton
  EventTypes<BoardEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<BoardCommand, RegisteredBoard, BoardEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new BoardDecider(), TYPES);
  }
}
