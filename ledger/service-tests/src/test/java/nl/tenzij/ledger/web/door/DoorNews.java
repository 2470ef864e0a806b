package nl.tenzij.ledger.web.door;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/** What others say of doors, to nobody's interest. */
@Singleton
public class DoorNews implements Consumer {

  public static final String NAME = "door-news";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of("nl.tenzij.test.door-painted.v1");
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return Uni.createFrom().voidItem();
  }
}
