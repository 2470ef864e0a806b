package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Statements one after the other, each planned for what those before it did. */
final class Statements {

  private Statements() {}

  static Uni<Void> run(SqlConnection sql, List<String> statements) {
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(statement -> sql.query(statement).execute())
        .collect()
        .last()
        .replaceWithVoid();
  }
}
