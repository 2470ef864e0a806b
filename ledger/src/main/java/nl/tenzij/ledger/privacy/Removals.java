package nl.tenzij.ledger.privacy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;

/** Removes what tables beside the log hold of a subject. */
public final class Removals {

  private Removals() {}

  /**
   * One after the other, within a transaction.
   *
   * @param statements of the board {@code $1} and the subject {@code $2}
   */
  public static Uni<Void> run(
      List<String> statements, Board board, String subject, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(
            statement -> sql.preparedQuery(statement).execute(Tuple.of(board.id(), subject)))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
