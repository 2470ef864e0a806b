package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.school.roster.NewBlocks.Known;

/**
 * What is kept of a school's roster between imports, so that a delta knows what it changes, and the
 * next day's whole set is looked at where it differs.
 */
@ApplicationScoped
class KeptRosters {

  private static final int KEY_BYTES = 32;

  private static final String OPEN =
      """
      insert into roster (board, school) values ($1, $2)
      on conflict (board, school) do update set board = excluded.board
      returning number, settled, mark_key
      """;

  /** Whatever of this school others than imports changed since the log was last read for that. */
  private static final String OTHERS =
      """
      create temp table other on commit drop as
      select case split_part(e.stream, '/', 1) when 'class' then 'classes' else 'users' end as file,
        coalesce(e.data ->> 'pupil', e.data ->> 'guardian', e.data ->> 'staff', e.data ->> 'subject', e.data ->> 'id')
          collate "C" as id
      from roster r join event e on e.partition = %1$d and e.position > r.position and e.position <= %2$d
        and e.board = r.board and e.school = r.school
      where r.number = %3$d and split_part(e.stream, '/', 1) in ('pupil', 'guardian', 'staff', 'class', 'erasure')
        and not exists (select 1 from roster_import i where i.id::text = e.meta ->> 'correlation');
      delete from roster_block b using roster_record r, other o
      where r.roster = %3$d and r.file = o.file and r.id = o.id
        and b.roster = r.roster and b.file = r.file and b.hash = r.block;
      update roster_record r set mark = null from other o
      where r.roster = %3$d and r.file = o.file and r.id = o.id;
      update roster set position = greatest(position, %2$d) where number = %3$d
      """;

  @Inject Pool pool;
  @Inject EventStore store;
  @Inject SealedBytes seals;

  /**
   * @param settled whether the log says what is kept
   * @param key of marks
   */
  record Kept(int number, boolean settled, byte[] key) {}

  Uni<Kept> open(ImportId of) {
    return pool.preparedQuery(OPEN)
        .execute(Tuple.of(of.board().id(), of.school().id()))
        .map(rows -> rows.iterator().next())
        .chain(
            row ->
                key(of, row)
                    .map(
                        key -> new Kept(row.getInteger("number"), row.getBoolean("settled"), key)));
  }

  private Uni<byte[]> key(ImportId of, Row row) {
    String known = row.getString("mark_key");
    return known == null ? makeKey(of, row.getInteger("number")) : seals.open(place(of), known);
  }

  private Uni<byte[]> makeKey(ImportId of, int number) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return seals
        .seal(place(of), key)
        .chain(
            closed ->
                pool.preparedQuery("update roster set mark_key = $2 where number = $1")
                    .execute(Tuple.of(number, closed)))
        .replaceWith(key);
  }

  private static SealedBytes.Place place(ImportId of) {
    UUID id = UUID.nameUUIDFromBytes("roster-marks".getBytes(StandardCharsets.UTF_8));
    return new SealedBytes.Place(new StreamId(of.board(), of.school(), "roster-marks", id), id);
  }

  /**
   * Lets go of what is kept of whom others than imports have changed since: a whole set has the
   * last word on them, though its own lines are the same as before.
   */
  Uni<Void> noticeOthers(ImportId of) {
    return open(of).chain(kept -> noticeOthers(of, kept));
  }

  Uni<Void> noticeOthers(ImportId of, Kept kept) {
    int partition = store.partition(of.board(), of.school());
    return store
        .head(partition)
        .chain(head -> pool.withTransaction(sql -> notice(sql, kept, partition, head)));
  }

  private static Uni<Void> notice(SqlConnection sql, Kept kept, int partition, long head) {
    String statement =
        kept.settled()
            ? OTHERS.formatted(partition, head, kept.number())
            : "update roster set position = %d where number = %d".formatted(head, kept.number());
    return sql.query(statement).execute().replaceWithVoid();
  }

  /** The runs of lines that need not be read again. */
  Uni<Map<RosterFile, Map<UUID, Known>>> blocks(Kept kept) {
    return pool.preparedQuery(
            "select file, hash, lines, outside from roster_block where roster = $1")
        .execute(Tuple.of(kept.number()))
        .map(
            rows -> {
              Map<RosterFile, Map<UUID, Known>> known = new EnumMap<>(RosterFile.class);
              for (Row row : rows) {
                known
                    .computeIfAbsent(RosterFile.ofBase(row.getString(0)), file -> new HashMap<>())
                    .put(row.getUUID(1), new Known(row.getInteger(2), row.getInteger(3)));
              }
              return known;
            });
  }
}
