package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Recorded;

/**
 * An instance that takes partitions of {@link LineCount} and never comes to an end with them; says
 * {@code holding} once it has some. Arguments: port, database.
 */
public final class StuckProjection {

  private StuckProjection() {}

  public static void main(String[] arguments) {
    TestLog log = TestLog.existing(new TestLog.Place(Integer.parseInt(arguments[0]), arguments[1]));
    Projection stuck =
        new Projection() {
          @Override
          public String name() {
            return "line-count";
          }

          @Override
          public List<String> tables() {
            return List.of("line_count");
          }

          @Override
          public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
            System.out.println("holding");
            return Uni.createFrom().nothing();
          }
        };
    new Subscriptions(log.pool(), log.store(), List.of(stuck), 8)
        .start(Duration.ofMillis(200))
        .await()
        .indefinitely();
  }
}
