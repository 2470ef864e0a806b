package nl.tenzij.school.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.ErasureEvent;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.Erasures.Erasure;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Answer;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.school.roster.BoardSubjects;
import nl.tenzij.school.roster.RosterMembers;

/**
 * Forgets somebody who left and asks for it before the term is over. Whoever is at a school of the
 * board still, or is the guardian of somebody who is, the school has to know. Who is pushed again
 * in that same moment is either found here, or found forgotten by the push.
 */
@RequestScoped
public class Forgetter {

  private static final Answer DONE = new Answer(204, null, null, null);

  // One statement sees one state of the log and of the list.
  private static final String KNOWN =
      """
      select exists (select from event e where e.board = $1 and e.stream = $4 and e.school = $2) as forgotten,
        exists (select from checkpoint c
          join event e on e.partition = c.partition and e.position > c.position
          where c.subscription = '%s' and e.board = $1
            and split_part(e.stream, '/', 1) in ('pupil', 'guardian', 'staff')) as behind,
        coalesce(bool_or(m.school = $2), false) as here,
        coalesce(bool_or(m.school <> $2), false) as elsewhere,
        coalesce(bool_or(m.present), false) as present,
        exists (select from guardianship g where g.board = $1 and g.guardian = $3) as guardian,
        (select i.state from roster_import i where i.board = $1 and (i.state = 'RUNNING'
          or i.state = 'AWAITING_CONFIRMATION' and i.school in (select o.school from roster_member o
            where o.board = $1 and o.id = $3 and o.kind <> 'class')) order by i.state desc limit 1) as roster
      from roster_member m where m.board = $1 and m.id = $3 and m.kind <> 'class'
      """
          .formatted(RosterMembers.NAME);

  @Inject Pool pool;
  @Inject Caller caller;
  @Inject Idempotency idempotency;
  @Inject Erasures erasures;

  /** Where all that stands in the way is gone; said again it changes nothing. */
  public Uni<Response> forget(School school, String person) {
    if (BoardSubjects.ALL.contains(person)) {
      return Uni.createFrom().failure(new NotYours());
    }
    Erasure erasure = new Erasure(caller.board(), school, person, caller.meta());
    return pool.withTransaction(
            sql ->
                idempotency.once(
                    sql,
                    () ->
                        erasures
                            .alone(erasure.board(), person, sql)
                            .chain(() -> known(sql, erasure))
                            .chain(row -> forgetUnlessNeeded(sql, erasure, row))
                            .replaceWith(DONE)))
        .map(Answer::response);
  }

  private static Uni<Row> known(SqlConnection sql, Erasure erasure) {
    StreamId stream =
        StreamId.named(erasure.board(), erasure.school(), ErasureEvent.CATEGORY, erasure.subject());
    return sql.preparedQuery(KNOWN)
        .execute(
            Tuple.of(
                erasure.board().id(), erasure.school().id(), erasure.subject(), stream.stored()))
        .map(rows -> rows.iterator().next());
  }

  private Uni<Void> forgetUnlessNeeded(SqlConnection sql, Erasure erasure, Row known) {
    if (known.getBoolean("forgotten")) {
      return Uni.createFrom().voidItem();
    }
    refuse(
        known.getBoolean("behind"),
        "roster-under-way",
        "what a roster says of the board's people is being taken in; ask again in a moment");
    if (!known.getBoolean("here")) {
      throw new NotYours();
    }
    refuse(
        known.getString("roster") != null,
        "roster-under-way",
        "a roster that may name them comes in, or waits to be confirmed; let it end first");
    refuse(
        known.getBoolean("present"),
        "still-here",
        "they are at a school of the board, by its roster; a school has to know who is");
    refuse(
        known.getBoolean("guardian"),
        "still-guardian",
        "they are a guardian of a pupil who is at a school of the board");
    refuse(
        known.getBoolean("elsewhere") && !caller.isBoardWide(),
        "known-elsewhere",
        "another school of the board knew them, too; the board itself can have them forgotten");
    return erasures.forget(erasure, sql, () -> Uni.createFrom().voidItem()).replaceWithVoid();
  }

  private static void refuse(boolean stands, String code, String detail) {
    if (stands) {
      throw new Refused(code, detail);
    }
  }
}
