package nl.tenzij.notification;

import java.util.List;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.testkit.EventTypesSpec;
import nl.tenzij.notification.runtime.Wiring;

class StoredEventsTest extends EventTypesSpec {
  @Override
  protected List<EventTypes<?>> types() {
    return List.of(Wiring.MESSAGES);
  }
}
