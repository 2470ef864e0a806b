package nl.tenzij.ledger.web.door;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.ledger.web.door.Door.DoorEvent.DoorHung;

/** Rings at every door that is hung; those of one label may be out of order. */
@Singleton
public class DoorBell implements Policy {

  public static final String NAME = "door-bell";

  private volatile String outOfOrder;

  public void outOfOrder(String label) {
    outOfOrder = label;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(DoorHung.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
    return ((DoorHung) event.event()).label().equals(outOfOrder)
        ? Uni.createFrom().failure(new IllegalStateException("out of order"))
        : Uni.createFrom().voidItem();
  }
}
