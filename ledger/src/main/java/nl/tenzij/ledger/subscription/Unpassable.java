package nl.tenzij.ledger.subscription;

import nl.tenzij.ledger.store.Recorded;

/** A relay can't pass on one event, whatever happens around it: it lies in the event. */
public final class Unpassable extends RuntimeException {

  private final transient Recorded<?> event;

  public Unpassable(Recorded<?> event, Throwable cause) {
    super("an event can't be passed on", cause, false, false);
    this.event = event;
  }

  public Recorded<?> event() {
    return event;
  }
}
