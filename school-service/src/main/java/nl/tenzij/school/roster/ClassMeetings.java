package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.subscription.Subscriptions;

/**
 * Counts anew which classes have pupils in common, where {@link ClassPlaces} has left that due:
 * once for all pupils of an import instead of once for each batch of them. Until then who asks
 * looks it up.
 */
@ApplicationScoped
class ClassMeetings {

  /** Else it is this partition's turn again the next time, and others are not kept waiting. */
  private static final Duration UP_TO_DATE_WITHIN = Duration.ofSeconds(30);

  private static final int TOGETHER = 100;

  // While an import runs, more will come.
  private static final String WHERE =
      """
      select distinct d.partition from class_meeting_due d where not exists (select from roster_import i
        where i.board = d.board and i.school = d.school and i.state = 'RUNNING') order by 1
      """;

  // Who counts and who writes places take turns: a count that does not see a place that is being
  // written would stay wrong.
  private static final String ALONE = "select pg_advisory_xact_lock(1129075020, $1::int)";

  private static final String NO_LONGER_DUE =
      """
      delete from class_meeting_due where (board, school, class) in (
        select board, school, class from class_meeting_due where partition = $1 limit $2)
      returning board, school, class
      """;
  private static final String FORGET =
      "delete from class_meeting where board = $1 and school = $2 and class = any($3)";
  // Memory enough to count without sorting.
  private static final String MEMORY = "set local work_mem = '64MB'";
  // A place without a day has no end there: greatest and least pass over a null.
  private static final String COUNT =
      """
      insert into class_meeting (board, school, class, other, first_day, last_day, pupils)
      select $1::text, $2::text, m.class, m.other, m.first_day, m.last_day, count(*)
      from (
        select a.class, b.class as other, coalesce(greatest(a.first_day, b.first_day), '-infinity') as first_day,
          coalesce(least(a.last_day, b.last_day), 'infinity') as last_day
        from class_place a
        join class_place b on b.board = $1 and b.school = $2 and b.person = a.person and b.role = 'PUPIL'
        where a.board = $1 and a.school = $2 and a.class = any($3) and a.role = 'PUPIL') m
      where m.first_day <= m.last_day
      group by 3, 4, 5, 6
      """;

  @Inject Pool pool;
  @Inject EventStore store;
  @Inject Subscriptions subscriptions;

  private record OfSchool(String board, String school) {}

  /** Until the transaction's end nobody else counts or writes in this partition. */
  static Uni<Void> alone(SqlConnection sql, int partition) {
    return sql.preparedQuery(ALONE).execute(Tuple.of(partition)).replaceWithVoid();
  }

  /** Counts all that is due by now, a few classes at a time. */
  Uni<Void> count() {
    return due()
        .onItem()
        .transformToMulti(partitions -> Multi.createFrom().iterable(partitions))
        .onItem()
        .transformToUniAndConcatenate(this::prepared)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<List<Integer>> due() {
    return pool.query(WHERE)
        .execute()
        .map(rows -> rows.stream().map(row -> row.getShort(0).intValue()).toList());
  }

  /**
   * Once the places are there: what is counted while they come would be due again. After so many
   * new ones nothing that the planner knew still holds.
   */
  private Uni<Void> prepared(int partition) {
    return store
        .head(partition)
        .chain(head -> subscriptions.reached(ClassPlaces.NAME, partition, head, UP_TO_DATE_WITHIN))
        .chain(() -> pool.query("analyze class_place").execute())
        .chain(() -> counted(partition))
        .onFailure(TimeoutException.class)
        .recoverWithNull();
  }

  private Uni<Void> counted(int partition) {
    return Multi.createBy()
        .repeating()
        .uni(() -> pool.withTransaction(sql -> count(partition, sql)))
        .whilst(counted -> counted == TOGETHER)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** How many classes that were. */
  private static Uni<Integer> count(int partition, SqlConnection sql) {
    return alone(sql, partition)
        .chain(
            () -> sql.preparedQuery(NO_LONGER_DUE).execute(Tuple.of((short) partition, TOGETHER)))
        .chain(rows -> count(bySchool(rows), sql).replaceWith(rows.size()));
  }

  private static Uni<Void> count(List<Tuple> classes, SqlConnection sql) {
    return classes.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.query(MEMORY)
            .execute()
            .chain(() -> sql.preparedQuery(FORGET).executeBatch(classes))
            .chain(() -> sql.preparedQuery(COUNT).executeBatch(classes))
            .replaceWithVoid();
  }

  private static List<Tuple> bySchool(RowSet<Row> rows) {
    Map<OfSchool, List<String>> classes = new HashMap<>();
    for (Row row : rows) {
      classes
          .computeIfAbsent(
              new OfSchool(row.getString(0), row.getString(1)), none -> new ArrayList<>())
          .add(row.getString(2));
    }
    List<Tuple> all = new ArrayList<>();
    classes.forEach(
        (at, of) ->
            all.add(Tuple.of(at.board(), at.school()).addArrayOfString(of.toArray(String[]::new))));
    return all;
  }
}
