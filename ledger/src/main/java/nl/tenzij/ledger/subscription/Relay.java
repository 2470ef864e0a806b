package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import java.util.List;
import nl.tenzij.ledger.store.Recorded;

/** Passes events on to a broker. */
public non-sealed interface Relay extends Subscription, AutoCloseable {

  /**
   * Passes on events of one partition, in order.
   *
   * @return once the broker has acknowledged all; a failure makes the whole batch come again
   */
  Uni<Void> pass(List<Recorded<?>> events);

  /** Lets go of the broker; what is not acknowledged by then comes again. */
  @Override
  void close();
}
