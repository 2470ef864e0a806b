package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Removes what was told of imports that ended long ago. What they brought in stays, and so do
 * imports by which the log is still to be read: what they entered is told by them from what others
 * did. That is over once a later one was applied, as the log was read up to its beginning.
 */
@ApplicationScoped
public class OldReports {

  private static final int AT_ONCE = 50;
  private static final String OLD =
      """
      select i.id from roster_import i
      where i.finished_at < $1 and (i.state = 'WITHDRAWN' or exists (
        select from roster_import l join roster r on r.board = l.board and r.school = l.school
        where l.board = i.board and l.school = i.school and l.state = 'APPLIED'
          and l.accepted_at >= i.finished_at and r.position > 0))
      order by i.finished_at limit $2 for update of i skip locked
      """;
  private static final String FINDINGS = "delete from roster_finding where import = $1";
  private static final String IMPORT = "delete from roster_import where id = $1";

  @Inject Pool pool;

  /**
   * @param before the moment that their imports ended before
   * @return how many reports went
   */
  public Uni<Integer> remove(Instant before) {
    return Multi.createBy()
        .repeating()
        .uni(() -> pool.withTransaction(sql -> some(sql, before)))
        .whilst(gone -> gone == AT_ONCE)
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  private static Uni<Integer> some(SqlConnection sql, Instant before) {
    return sql.preparedQuery(OLD)
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), AT_ONCE))
        .map(
            rows -> {
              List<UUID> old = new ArrayList<>();
              rows.forEach(row -> old.add(row.getUUID("id")));
              return old;
            })
        .chain(old -> remove(sql, old).replaceWith(old.size()));
  }

  private static Uni<Void> remove(SqlConnection sql, List<UUID> old) {
    if (old.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Tuple> each = new ArrayList<>(old.stream().map(Tuple::of).toList());
    return sql.preparedQuery(FINDINGS)
        .executeBatch(each)
        .chain(() -> sql.preparedQuery(IMPORT).executeBatch(each))
        .replaceWithVoid();
  }
}
