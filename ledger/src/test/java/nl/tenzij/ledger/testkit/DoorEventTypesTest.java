package nl.tenzij.ledger.testkit;

import java.util.List;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.web.door.Door;

class DoorEventTypesTest extends EventTypesSpec {

  @Override
  protected List<EventTypes<?>> types() {
    return List.of(Door.TYPES);
  }
}
