package nl.tenzij.ledger.privacy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Board;

/** Removes what tables beside the log hold of subjects, within a transaction. */
public final class Removals {

  private static final String THESE =
      "with forgotten (board, subject) as (select * from unnest($1::text[], $2::text[])) ";
  private static final String ALL =
      """
      with forgotten (board, subject) as (
        select board, subject from subject_key where forgotten_at is not null)
      """;

  private Removals() {}

  /**
   * Of one subject.
   *
   * @param statements of the board {@code $1} and the subject {@code $2}
   */
  public static Uni<Void> run(
      List<String> statements, Board board, String subject, SqlConnection sql) {
    return inOrder(statements, "", Tuple.of(board.id(), subject), sql);
  }

  /**
   * Of those of whom the log says so.
   *
   * @param statements of the subjects in {@code forgotten (board, subject)}
   * @param forgettings {@link Forgot} each
   */
  public static Uni<Void> run(
      List<String> statements, List<Recorded<?>> forgettings, SqlConnection sql) {
    String[] boards =
        forgettings.stream().map(each -> each.stream().board().id()).toArray(String[]::new);
    String[] subjects =
        forgettings.stream().map(each -> ((Forgot) each.event()).subject()).toArray(String[]::new);
    return forgettings.isEmpty()
        ? Uni.createFrom().voidItem()
        : inOrder(
            statements,
            THESE,
            Tuple.tuple().addArrayOfString(boards).addArrayOfString(subjects),
            sql);
  }

  /**
   * Of all who are forgotten, however many, at once.
   *
   * @param statements of the subjects in {@code forgotten (board, subject)}
   */
  public static Uni<Void> runOfAll(List<String> statements, SqlConnection sql) {
    return inOrder(statements, ALL, Tuple.tuple(), sql);
  }

  private static Uni<Void> inOrder(
      List<String> statements, String subjects, Tuple values, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(
            statement -> sql.preparedQuery(subjects + statement).execute(values))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
