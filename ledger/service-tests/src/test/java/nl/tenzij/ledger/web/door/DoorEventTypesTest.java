package nl.tenzij.ledger.web.door;

import java.util.List;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.testkit.EventTypesSpec;

class DoorEventTypesTest extends EventTypesSpec {

  @Override
  protected List<EventTypes<?>> types() {
    return List.of(Door.TYPES);
  }
}
