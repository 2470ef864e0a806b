package nl.tenzij.ledger.tenancy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Which schools are a board's. People at a school bring theirs in their token; who reaches all
 * schools of a board has to be told which those are. A service answers from its own record.
 */
@FunctionalInterface
public interface BoardSchools {

  Uni<Boolean> has(Board board, School school);

  /**
   * By a query over the service's own tables.
   *
   * @param query of one truth value, with the board as {@code $1} and the school as {@code $2}
   */
  static BoardSchools by(Pool pool, String query) {
    return (board, school) ->
        pool.preparedQuery(query)
            .execute(Tuple.of(board.id(), school.id()))
            .map(rows -> rows.iterator().next().getBoolean(0));
  }
}
