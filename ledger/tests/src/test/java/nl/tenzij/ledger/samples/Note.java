package nl.tenzij.ledger.samples;

import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/** A note holds at most so many lines. */
public record Note(int lines) {

  public sealed interface Command {
    record Write(String line, int most) implements Command {}

    record Strike() implements Command {}
  }

  /** Rules that are just enough to be refused by. */
  public static final Decider<Command, Note, NoteEvent> DECIDER =
      new Decider<>() {
        @Override
        public Note initial() {
          return new Note(0);
        }

        @Override
        public List<NoteEvent> decide(Command command, Note note) {
          return switch (command) {
            case Command.Write write -> {
              if (note.lines() >= write.most()) {
                throw new Refused("note-full", "The note is full.");
              }
              yield List.of(new NoteEvent.LineWritten(new UUID(0, 0), 1, write.line()));
            }
            case Command.Strike strike ->
                note.lines() == 0
                    ? List.of()
                    : List.of(new NoteEvent.LineStruck(new UUID(0, 0), 1));
          };
        }

        @Override
        public Note evolve(Note note, NoteEvent event) {
          return switch (event) {
            case NoteEvent.LineWritten written -> new Note(note.lines() + 1);
            case NoteEvent.LineStruck struck -> new Note(note.lines() - 1);
          };
        }
      };
}
