package nl.tenzij.ledger.web.door;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.web.door.Door.DoorEvent.DoorHung;

/** All doors of a school. */
@Singleton
public class DoorList implements Projection {

  static final String NAME = "door-list";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(DoorHung.class);
  }

  @Override
  public List<String> tables() {
    return List.of("door_list");
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return sql.preparedQuery(
            "insert into door_list (board, school, id, label) values ($1, $2, $3, $4)")
        .executeBatch(events.stream().map(DoorList::row).toList())
        .replaceWithVoid();
  }

  private static Tuple row(Recorded<?> event) {
    DoorHung hung = (DoorHung) event.event();
    return Tuple.of(
        event.stream().board().id(),
        event.stream().school().id(),
        event.stream().id(),
        hung.label());
  }
}
