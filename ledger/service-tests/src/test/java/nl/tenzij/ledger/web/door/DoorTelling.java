package nl.tenzij.ledger.web.door;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.store.Recorded;

/** Nobody is told of doors; but there is a relay that would. */
@ApplicationScoped
public class DoorTelling implements Publisher {

  @Override
  public String topic() {
    return "doors.v1";
  }

  @Override
  public List<Published> publish(Recorded<?> event) {
    return List.of();
  }
}
