package nl.tenzij.ledger.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** For a log whose events hold nothing personal: nobody is asked to seal or to open. */
public final class NothingSealed implements Sealing {

  @Override
  public void whenForgotten(Runnable listener) {
    // nobody ever is
  }

  @Override
  public boolean concerns(Class<?> event) {
    return false;
  }

  @Override
  public Uni<List<JsonNode>> seal(StreamId stream, List<UUID> ids, List<JsonNode> trees) {
    throw new IllegalStateException("nothing personal to seal");
  }

  @Override
  public Uni<List<Optional<JsonNode>>> sealAll(List<Unsealed> events) {
    throw new IllegalStateException("nothing personal to seal");
  }

  @Override
  public Uni<List<JsonNode>> open(List<Unopened> events) {
    throw new IllegalStateException("nothing personal to open");
  }

  @Override
  public Uni<List<JsonNode>> openCurrent(List<Unopened> events, SqlClient sql) {
    throw new IllegalStateException("nothing personal to open");
  }
}
