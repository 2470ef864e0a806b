package nl.tenzij.ledger.kafka;

import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;

/** Maps what is stored to what is told. Pure: the same event always gives the same. */
public interface Publisher {

  /** Where it is told, without a prefix: {@code door.events.v1}. */
  String topic();

  /** The stored event classes that it tells something of; all are asked where it is empty. */
  default Set<Class<?>> events() {
    return Set.of();
  }

  /** What is told of an event, in order; empty where others need not know. */
  List<Published> publish(Recorded<?> event);
}
