package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;
import nl.tenzij.ledger.privacy.ErasureEvent;
import nl.tenzij.ledger.privacy.Removals;
import nl.tenzij.ledger.store.Recorded;

/** Shapes events into tables that can be asked. May be rebuilt from the log at any time. */
public non-sealed interface Projection extends Subscription {

  /**
   * The tables it fills and owns alone, by their unqualified names; no foreign keys between them
   * and no identity columns.
   */
  List<String> tables();

  /**
   * Takes in events of one partition, in order. Rows and checkpoint are committed together.
   *
   * @param sql the transaction; tables are named without a schema, since a rebuild fills others
   */
  Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql);

  /**
   * Statements that remove what it shows of subjects who are forgotten: of those in {@code
   * forgotten (board, subject)}, which can be few or all there are. A statement comes behind the
   * {@code with} that says who that is, and may come again. None where nobody is shown.
   */
  default List<String> removals() {
    return List.of();
  }

  /**
   * Removes what it shows of those who are forgotten.
   *
   * @param forgettings {@link ErasureEvent.Forgot} each
   */
  default Uni<Void> remove(List<Recorded<?>> forgettings, SqlConnection sql) {
    return Removals.run(removals(), forgettings, sql);
  }

  /** For who takes in each event by itself: one after the other, as they stand in the log. */
  static Uni<Void> oneByOne(List<Recorded<?>> events, Function<Recorded<?>, Uni<Void>> one) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(one::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
