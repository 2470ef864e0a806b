package nl.tenzij.ledger.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.tenancy.Board;

/**
 * One key per subject. Kept in memory for a short while: another instance that forgets a subject is
 * noticed after {@link #KEPT} at the latest.
 */
final class SubjectKeys {

  static final Duration KEPT = Duration.ofSeconds(30);

  private static final int MOST_KEPT = 10_000;

  private static final String LOAD =
      """
      select k.board, k.subject, k.wrapped_key
      from unnest($1::text[], $2::text[]) as wanted(board, subject) join subject_key k using (board, subject)
      """;
  // Sorted, so that two who make the same keys at once wait for each other and never in a circle.
  private static final String MAKE =
      """
      insert into subject_key (board, subject, wrapped_key, master_key)
      select * from unnest($1::text[], $2::text[], $3::bytea[], $4::int[]) as made(board, subject, wrapped_key, master_key)
      order by board, subject
      on conflict do nothing
      returning board, subject
      """;
  // Waits for those who write about the subject right now: see is_forgotten_by_now.
  private static final String ALONE =
      "select pg_advisory_xact_lock(1414549067, hashtext($1::text || '/' || $2::text))";
  private static final String END =
      """
      insert into subject_key (board, subject) values ($1, $2)
      on conflict (board, subject) do update set wrapped_key = null, master_key = null
        where subject_key.wrapped_key is not null
      """;
  private static final String FORGET =
      """
      insert into subject_key (board, subject, forgotten_at) values ($1, $2, clock_timestamp())
      on conflict (board, subject) do update
        set wrapped_key = null, master_key = null, forgotten_at = clock_timestamp()
        where subject_key.forgotten_at is null
      """;
  private static final String WRAPPED_BY_ANOTHER =
      """
      select board, subject, wrapped_key from subject_key
      where wrapped_key is not null and master_key <> $1 order by board, subject limit $2 for update
      """;
  private static final String LOST =
      "select count(*) from subject_key where wrapped_key is not null and master_key <> all($1)";
  private static final String REWRAP =
      """
      update subject_key k set wrapped_key = n.wrapped_key, master_key = n.master_key
      from unnest($1::text[], $2::text[], $3::bytea[], $4::int[]) as n(board, subject, wrapped_key, master_key)
      where k.board = n.board and k.subject = n.subject
      """;

  /** Whose key: a subject is known to one board. */
  record Owner(Board board, String subject) implements Comparable<Owner> {
    @Override
    public int compareTo(Owner other) {
      int boards = board.id().compareTo(other.board.id());
      return boards != 0 ? boards : subject.compareTo(other.subject);
    }
  }

  private final Pool pool;
  private final MasterKey master;
  // An empty value: the subject is forgotten.
  private final Cache<Owner, Optional<Aead>> kept;
  private final AtomicLong destroyed = new AtomicLong();

  SubjectKeys(Pool pool, MasterKey master, Ticker ticker) {
    this.pool = pool;
    this.master = master;
    this.kept =
        Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).ticker(ticker).build();
  }

  MasterKey master() {
    return master;
  }

  Uni<Long> lost() {
    return pool.preparedQuery(LOST)
        .execute(Tuple.of(master.all()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** The keys there are; of a forgotten subject an empty one, of an unknown subject none. */
  Uni<Map<Owner, Optional<Aead>>> find(Collection<Owner> owners) {
    Map<Owner, Optional<Aead>> found = new HashMap<>(kept.getAllPresent(owners));
    TreeSet<Owner> missing = new TreeSet<>(owners);
    missing.removeAll(found.keySet());
    if (missing.isEmpty()) {
      return Uni.createFrom().item(found);
    }
    long before = destroyed.get();
    return pool.preparedQuery(LOAD)
        .execute(Tuple.of(boards(missing), subjects(missing)))
        .map(
            rows -> {
              Map<Owner, Optional<Aead>> loaded = unwrapped(rows);
              keep(loaded, before);
              found.putAll(loaded);
              return found;
            });
  }

  /**
   * As {@link #find}, and asks whether another instance has forgotten any of those in memory: what
   * a subscription writes down of them would outlast them.
   */
  Uni<Map<Owner, Optional<Aead>>> findCurrent(Collection<Owner> owners, SqlClient sql) {
    TreeSet<Owner> wanted = new TreeSet<>(owners);
    long before = destroyed.get();
    return sql.preparedQuery(LOAD)
        .execute(Tuple.of(boards(wanted), subjects(wanted)))
        .map(
            rows -> {
              Map<Owner, Optional<Aead>> current = unwrapped(rows);
              keep(current, before);
              return current;
            });
  }

  /** As {@link #find}, and whoever has no key yet gets one. */
  Uni<Map<Owner, Optional<Aead>>> findOrMake(Collection<Owner> owners) {
    return find(owners)
        .chain(
            found -> {
              TreeSet<Owner> missing = new TreeSet<>(owners);
              missing.removeAll(found.keySet());
              return missing.isEmpty()
                  ? Uni.createFrom().item(found)
                  : make(missing).chain(made -> with(found, made, missing));
            });
  }

  /** The keys that were stored: of who made the same ones at once, only one was. */
  private Uni<Map<Owner, Optional<Aead>>> make(TreeSet<Owner> owners) {
    long before = destroyed.get();
    Map<Owner, KeysetHandle> fresh = new HashMap<>();
    owners.forEach(owner -> fresh.put(owner, MasterKey.fresh()));
    return pool.preparedQuery(MAKE)
        .execute(wrapped(owners.stream().map(owner -> wrap(owner, fresh.get(owner))).toList()))
        .map(
            rows -> {
              Map<Owner, Optional<Aead>> made = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                Owner owner = owner(row);
                made.put(owner, Optional.of(MasterKey.aead(fresh.get(owner))));
              }
              keep(made, before);
              return made;
            });
  }

  private Uni<Map<Owner, Optional<Aead>>> with(
      Map<Owner, Optional<Aead>> found, Map<Owner, Optional<Aead>> made, TreeSet<Owner> wanted) {
    found.putAll(made);
    TreeSet<Owner> others = new TreeSet<>(wanted);
    others.removeAll(made.keySet());
    if (others.isEmpty()) {
      return Uni.createFrom().item(found);
    }
    return find(others)
        .map(
            theirs -> {
              found.putAll(theirs);
              return found;
            });
  }

  /**
   * Destroys a key within a transaction, also where there was none yet; {@link #forgotten} follows
   * its commit. Until then nobody else writes about the subject who asks the database whether it is
   * forgotten, and from then on nobody does.
   */
  Uni<Void> end(SqlConnection sql, Owner owner) {
    return alone(sql, owner, END).replaceWithVoid();
  }

  /**
   * Destroys a key as {@link #end} does, where that was not done yet, for a subject that the log
   * says to be forgotten.
   *
   * @return whether the subject was not forgotten before
   */
  Uni<Boolean> forget(SqlConnection sql, Owner owner) {
    return alone(sql, owner, FORGET).map(rows -> rows.rowCount() == 1);
  }

  private static Uni<RowSet<Row>> alone(SqlConnection sql, Owner owner, String statement) {
    Tuple subject = Tuple.of(owner.board().id(), owner.subject());
    return alone(sql, owner).chain(() -> sql.preparedQuery(statement).execute(subject));
  }

  /** Until the transaction ends nobody else writes about the subject who asks the database. */
  static Uni<Void> alone(SqlConnection sql, Owner owner) {
    return sql.preparedQuery(ALONE)
        .execute(Tuple.of(owner.board().id(), owner.subject()))
        .replaceWithVoid();
  }

  /** Lets go of what is kept of a destroyed key. */
  void forgotten(Owner owner) {
    destroyed.incrementAndGet();
    kept.invalidate(owner);
  }

  /** Who loaded a key before it was destroyed must not keep it after. */
  private void keep(Map<Owner, Optional<Aead>> loaded, long before) {
    kept.putAll(loaded);
    if (destroyed.get() != before) {
      kept.invalidateAll(loaded.keySet());
    }
  }

  /**
   * Wraps up to {@code limit} keys anew that the primary master key did not wrap.
   *
   * @param by subject of the operator's token
   * @return how many there were
   */
  Uni<Integer> rewrap(int limit, String by) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(WRAPPED_BY_ANOTHER)
                .execute(Tuple.of(master.primary(), limit))
                .map(rows -> rows.stream().map(this::rewrapped).toList())
                .chain(
                    anew ->
                        anew.isEmpty()
                            ? Uni.createFrom().item(0)
                            : keep(anew, by, sql).replaceWith(anew.size())));
  }

  private Uni<Void> keep(List<Wrapped> anew, String by, SqlConnection sql) {
    JsonObject about = JsonObject.of("count", anew.size(), "masterKey", master.primary());
    return sql.preparedQuery(REWRAP)
        .execute(wrapped(anew))
        .chain(() -> Deeds.note(sql, by, "keys-rewrapped", about));
  }

  private record Wrapped(Owner owner, byte[] key) {}

  private Wrapped wrap(Owner owner, KeysetHandle key) {
    return new Wrapped(owner, master.wrap(key, owner.board(), owner.subject()));
  }

  private Wrapped rewrapped(Row row) {
    Owner owner = owner(row);
    byte[] key = row.getBuffer(2).getBytes();
    return wrap(owner, master.unwrap(key, owner.board(), owner.subject()));
  }

  private Map<Owner, Optional<Aead>> unwrapped(RowSet<Row> rows) {
    Map<Owner, Optional<Aead>> found = new HashMap<>();
    for (Row row : rows) {
      Owner owner = owner(row);
      found.put(
          owner,
          Optional.ofNullable(row.getBuffer(2)).map(key -> unwrapped(owner, key.getBytes())));
    }
    return found;
  }

  /** A subject's key never changes, so it is unwrapped once. */
  private Aead unwrapped(Owner owner, byte[] key) {
    Optional<Aead> known = kept.getIfPresent(owner);
    return known != null && known.isPresent()
        ? known.get()
        : MasterKey.aead(master.unwrap(key, owner.board(), owner.subject()));
  }

  private static Owner owner(Row row) {
    return new Owner(new Board(row.getString(0)), row.getString(1));
  }

  private Tuple wrapped(List<Wrapped> keys) {
    List<Owner> owners = keys.stream().map(Wrapped::owner).toList();
    return Tuple.from(
        List.of(
            boards(owners),
            subjects(owners),
            keys.stream().map(each -> Buffer.buffer(each.key())).toArray(Buffer[]::new),
            keys.stream().map(each -> master.primary()).toArray(Integer[]::new)));
  }

  private static String[] boards(Collection<Owner> owners) {
    return owners.stream().map(owner -> owner.board().id()).toArray(String[]::new);
  }

  private static String[] subjects(Collection<Owner> owners) {
    return owners.stream().map(Owner::subject).toArray(String[]::new);
  }
}
