package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;
import nl.tenzij.ledger.privacy.Removals;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Board;

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
   * Statements that remove what it shows of a subject who is forgotten for good, of the board
   * {@code $1} and the subject {@code $2}; none where it shows nobody, or somebody who can come
   * back. Each may come again.
   */
  default List<String> removals() {
    return List.of();
  }

  /** Removes what it shows of a subject. */
  default Uni<Void> remove(Board board, String subject, SqlConnection sql) {
    return Removals.run(removals(), board, subject, sql);
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
