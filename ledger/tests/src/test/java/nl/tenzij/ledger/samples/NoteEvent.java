package nl.tenzij.ledger.samples;

import java.util.UUID;
import nl.tenzij.ledger.store.EventTypes;

/** Events of an invented kind of thing, to try the ledger with. */
public sealed interface NoteEvent {

  /**
   * A line was written.
   *
   * @param batch shared by the events of one append, which has {@code size} of them
   */
  record LineWritten(UUID batch, int size, String line) implements NoteEvent {}

  record LineStruck(UUID batch, int size) implements NoteEvent {}

  EventTypes<NoteEvent> TYPES =
      EventTypes.of(NoteEvent.class)
          .type("note.line-written.v1", LineWritten.class)
          .type("note.line-struck.v1", LineStruck.class);
}
