package nl.tenzij.school.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.reading.PupilReadings;
import nl.tenzij.school.roster.BoardSubjects;
import nl.tenzij.school.roster.OldReports;
import nl.tenzij.school.roster.RosterImports;
import nl.tenzij.school.roster.RosterMembers;
import org.jboss.logging.Logger;

/**
 * Forgets who left once the term for it is over, and removes old reports and readings; by itself,
 * each hour. Somebody who is still at another school of the board, in whatever role, has not left:
 * the key is one per person and board. Nor has a guardian of a pupil who is here. Nobody of a board
 * is forgotten while a roster of it comes in or waits, or while the list of who is here does not
 * show all that its log says: who comes back must be known here before, and a package names people.
 * One that nobody confirms is withdrawn first; and whatever comes in its place, here or at other
 * schools of the board, those that wait keep nobody longer than one of them may.
 */
@ApplicationScoped
public class Retention {

  /** In which role it acts: so that what it erased can be told from what somebody asked for. */
  static final String ROLE = "retention";

  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final int AT_ONCE = 500;
  private static final int KEPT_AT_MOST = 10 * AT_ONCE;

  // One statement sees one state of the log and of the list.
  private static final String TERM_OVER =
      """
      with unread as materialized (
        select distinct e.board from checkpoint c
        join event e on e.partition = c.partition and e.position > c.position
        where c.subscription = '%s' and split_part(e.stream, '/', 1) in ('pupil', 'guardian', 'staff'))
      select m.board, m.id, (array_agg(m.school order by m.left_at desc, m.school))[1] as school
      from roster_member m
      where not m.present and m.left_at < $1 and m.kind <> 'class' and m.id <> all($2)
        and not exists (select from unread u where u.board = m.board)
        and not exists (select from roster_import i where i.board = m.board and (i.state = 'RUNNING'
          or i.state = 'AWAITING_CONFIRMATION' and exists (select from roster_member o
            where o.board = m.board and o.id = m.id and o.kind <> 'class' and o.left_at >= $3)))
        and not exists (select from roster_member o where o.board = m.board and o.id = m.id
          and o.kind <> 'class' and (o.present or o.left_at is null or o.left_at >= $1))
        and not exists (select from guardianship g where g.board = m.board and g.guardian = m.id)
        and not exists (select from subject_key k where k.board = m.board and k.subject = m.id
          and k.forgotten_at is not null)
      """
          .formatted(RosterMembers.NAME);
  private static final String OVERDUE =
      TERM_OVER
          + "group by m.board, m.id order by max(m.left_at), m.board, m.id limit $4 offset $5";
  private static final String STILL =
      TERM_OVER + "and m.board = $4 and m.id = $5 group by m.board, m.id";

  @Inject Pool pool;
  @Inject Clock clock;
  @Inject Erasures erasures;
  @Inject RosterImports imports;
  @Inject OldReports reports;
  @Inject PupilReadings readings;
  @Inject RetentionConfiguration configuration;

  private Cancellable running;

  void begin(@Observes StartupEvent started) {
    running =
        Multi.createFrom()
            .ticks()
            .startingAfter(Duration.ofHours(1))
            .every(Duration.ofHours(1))
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> clean())
            .subscribe()
            .with(done -> {}, failure -> LOG.error("what is old stays", failure));
  }

  void end(@Observes ShutdownEvent stopping) {
    running.cancel();
  }

  /** What fails is tried again at the next hour, and holds nothing else up. */
  Uni<Void> clean() {
    return logged("rosters that nobody confirmed were withdrawn", unconfirmed())
        .chain(() -> logged("people who left were forgotten", people()))
        .chain(() -> logged("reports of imports were removed", reports()))
        .chain(() -> logged("readings of pupils' entries were removed", readings.removeOld()));
  }

  private static Uni<Void> logged(String what, Uni<Integer> cleaning) {
    return cleaning
        .invoke(
            many -> {
              if (many > 0) {
                LOG.infof("%d %s", many, what);
              }
            })
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("no %s for now: %s", what, failure.getClass().getName()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Integer> unconfirmed() {
    return imports.withdrawUnconfirmed(before(configuration.waitingImports()));
  }

  private Uni<Integer> reports() {
    return reports.remove(before(configuration.importReports()));
  }

  /** How many more people were forgotten; those beyond some hundreds wait an hour. */
  private Uni<Integer> people() {
    return people(new Count(0, 0)).map(Count::forgotten);
  }

  /**
   * @param kept those who could not be forgotten now
   */
  private record Count(int forgotten, int kept) {

    Count with(List<Boolean> forgettings) {
      int more = Collections.frequency(forgettings, true);
      return new Count(forgotten + more, kept + forgettings.size() - more);
    }

    int all() {
      return forgotten + kept;
    }
  }

  /**
   * Whoever can't be forgotten stays the first, and the next ones are those behind them. Where so
   * many can't, it is for a reason that is not theirs: the rest waits for the next hour.
   */
  private Uni<Count> people(Count before) {
    return some(before)
        .chain(
            after ->
                after.forgotten() < AT_ONCE
                        && after.kept() < KEPT_AT_MOST
                        && after.all() - before.all() == AT_ONCE
                    ? people(after)
                    : Uni.createFrom().item(after));
  }

  private Uni<Count> some(Count before) {
    return pool.preparedQuery(OVERDUE)
        .execute(over().addInteger(AT_ONCE).addInteger(before.kept()))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(this::tryToForget)
        .collect()
        .asList()
        .map(before::with);
  }

  /** Whoever can't be forgotten now is tried again in an hour, and nobody else waits for it. */
  private Uni<Boolean> tryToForget(Row row) {
    return Uni.createFrom()
        .deferred(() -> forget(row))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "somebody who left could not be forgotten, tried again in an hour: %s",
                    failure.getClass().getName()))
        .onFailure()
        .recoverWithItem(false);
  }

  private Uni<Boolean> forget(Row row) {
    UUID command = UUID.randomUUID();
    return erasures.forget(
        new Board(row.getString("board")),
        new School(row.getString("school")),
        row.getString("id"),
        new Meta(ROLE, ROLE, command, null, command, null),
        sql -> isStillOver(sql, row));
  }

  /** Many may be forgotten before this one, and who comes back meanwhile stays. */
  private Uni<Boolean> isStillOver(SqlConnection sql, Row row) {
    return sql.preparedQuery(STILL)
        .execute(over().addString(row.getString("board")).addString(row.getString("id")))
        .map(rows -> rows.size() == 1);
  }

  private Tuple over() {
    Period term = configuration.peopleWhoLeft();
    return Tuple.tuple()
        .addOffsetDateTime(before(term).atOffset(ZoneOffset.UTC))
        .addArrayOfString(BoardSubjects.ALL.toArray(String[]::new))
        .addOffsetDateTime(
            before(term.plus(configuration.waitingImports())).atOffset(ZoneOffset.UTC));
  }

  private Instant before(Period term) {
    return clock.instant().atOffset(ZoneOffset.UTC).minus(term).toInstant();
  }
}
