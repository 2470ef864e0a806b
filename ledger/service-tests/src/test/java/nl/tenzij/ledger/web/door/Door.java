package nl.tenzij.ledger.web.door;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.EventTypes;

/** An invented kind of thing, to ask the rim about: a door is made open, and can be closed once. */
public record Door(String label, boolean open) {

  /** What can be asked of a door. */
  public sealed interface DoorCommand {
    record Hang(String label) implements DoorCommand {}

    record Close() implements DoorCommand {}
  }

  /** What can happen to a door. */
  public sealed interface DoorEvent {
    record DoorHung(String label) implements DoorEvent {}

    record DoorClosed() implements DoorEvent {}
  }

  public static final EventTypes<DoorEvent> TYPES =
      EventTypes.of(DoorEvent.class)
          .type("door.hung.v1", DoorEvent.DoorHung.class)
          .type("door.closed.v1", DoorEvent.DoorClosed.class);

  /** The rules. */
  public static final class DoorDecider implements Decider<DoorCommand, Door, DoorEvent> {

    @Override
    public Door initial() {
      return new Door(null, false);
    }

    @Override
    public List<DoorEvent> decide(DoorCommand command, Door door) {
      return switch (command) {
        case DoorCommand.Hang hang -> List.of(new DoorEvent.DoorHung(hang.label()));
        case DoorCommand.Close close -> {
          if (!door.open()) {
            throw new Refused("door-not-open", "Only an open door can be closed.");
          }
          yield List.of(new DoorEvent.DoorClosed());
        }
      };
    }

    @Override
    public Door evolve(Door door, DoorEvent event) {
      return switch (event) {
        case DoorEvent.DoorHung hung -> new Door(hung.label(), true);
        case DoorEvent.DoorClosed closed -> new Door(door.label(), false);
      };
    }
  }
}
