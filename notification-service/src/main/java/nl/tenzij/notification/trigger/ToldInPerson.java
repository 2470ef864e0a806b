package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.message.Messages;

/**
 * What pupils were told in person, as long as they are of age. All of it happens behind {@link
 * nl.tenzij.notification.pupil.Pupils#alone}.
 */
@ApplicationScoped
public class ToldInPerson {

  // Where nobody else is known either there is nobody to tell yet.
  private static final String MISTAKEN =
      """
      p.guardians <> '[]'
        and not p.guardians @> jsonb_build_array(jsonb_build_object('guardian', p.pupil))""";

  private static final String ADD =
      """
      insert into told_in_person (board, school, pupil, message, by_mistake)
      select $1, $2, $3, $4, coalesce((
        select %s from pupil p where p.board = $1 and p.school = $2 and p.pupil = $3), false)
      where not is_forgotten_by_now($1, $3)
      on conflict do nothing
      """
          .formatted(MISTAKEN);

  private static final String MARK =
      """
      update told_in_person t set by_mistake = %s from pupil p
      where t.board = $1 and t.school = $2 and t.pupil = $3
        and p.board = t.board and p.school = t.school and p.pupil = t.pupil
      """
          .formatted(MISTAKEN);

  private static final String NEXT =
      """
      select board, school, pupil from told_in_person where by_mistake
      order by board, school, pupil limit 1
      """;

  private static final String TAKE =
      """
      delete from told_in_person where board = $1 and school = $2 and pupil = $3 and by_mistake
      returning message
      """;

  /** A pupil who was told something and is not of age. */
  record Mistaken(Board board, School school, String pupil) {}

  Uni<Void> add(StreamId message, String pupil, SqlConnection sql) {
    return sql.preparedQuery(ADD)
        .execute(Tuple.of(message.board().id(), message.school().id(), pupil, message.id()))
        .replaceWithVoid();
  }

  /** The roster said something of the pupil: whether they are of age can have changed. */
  public Uni<Void> mark(Board board, School school, String pupil, SqlConnection sql) {
    return sql.preparedQuery(MARK)
        .execute(Tuple.of(board.id(), school.id(), pupil))
        .replaceWithVoid();
  }

  /** One of those; may be looked at before {@link #take}, which finds nothing twice. */
  Uni<Optional<Mistaken>> next(SqlConnection sql) {
    return sql.query(NEXT)
        .execute()
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(
                    new Mistaken(
                        new Board(row.getString(0)),
                        new School(row.getString(1)),
                        row.getString(2)));
              }
              return Optional.empty();
            });
  }

  Uni<List<StreamId>> take(Mistaken of, SqlConnection sql) {
    return sql.preparedQuery(TAKE)
        .execute(Tuple.of(of.board().id(), of.school().id(), of.pupil()))
        .map(
            rows -> {
              List<StreamId> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(Messages.stream(of.board(), of.school(), row.getUUID(0)));
              }
              return found;
            });
  }
}
