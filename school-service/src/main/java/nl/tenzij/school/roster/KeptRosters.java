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
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.roster.NewBlocks.Known;
import nl.tenzij.school.roster.RosterPush.At;

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

  private static final String FIRST_KEY =
      "update roster set mark_key = $2 where number = $1 and mark_key is null";
  private static final String KEY = "select mark_key from roster where number = $1";

  private static final String ALONE = "select pg_advisory_xact_lock(1129595720, $1::int)";
  private static final String FOR_LONG = "set local statement_timeout = '10min'";
  private static final List<String> PATIENTLY =
      List.of("set local lock_timeout = '10min'", FOR_LONG);

  private static final Duration UP_TO_DATE_WITHIN = Duration.ofMinutes(10);

  @Inject Pool pool;
  @Inject EventStore store;
  @Inject Subscriptions subscriptions;
  @Inject SealedBytes seals;
  @Inject SchoolDays schoolDays;

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
                pool.preparedQuery(FIRST_KEY)
                    .execute(Tuple.of(number, closed))
                    .chain(() -> pool.preparedQuery(KEY).execute(Tuple.of(number))))
        .chain(rows -> seals.open(place(of), rows.iterator().next().getString("mark_key")));
  }

  private static SealedBytes.Place place(ImportId of) {
    UUID id = UUID.nameUUIDFromBytes("roster-marks".getBytes(StandardCharsets.UTF_8));
    return new SealedBytes.Place(new StreamId(of.board(), of.school(), "roster-marks", id), id);
  }

  /**
   * Has what is kept say what the log says of whom others than imports have changed since. A whole
   * set has the last word on them, though its own lines are the same as before; a delta on what it
   * speaks of.
   */
  Uni<Void> noticeOthers(ImportId of) {
    return open(of).chain(kept -> noticeOthers(of, kept));
  }

  Uni<Void> noticeOthers(ImportId of, Kept kept) {
    return catchingUp(of, kept)
        .chain(
            rules ->
                pool.withTransaction(
                    sql -> patientlyAlone(sql, kept.number()).chain(() -> notice(sql, rules))));
  }

  /** The same for who pushes. */
  Uni<Void> noticeOthers(At at) {
    ImportId of = new ImportId(at.board(), at.school(), null);
    return open(of)
        .chain(
            kept -> catchingUp(of, kept).chain(rules -> push(at, kept, sql -> notice(sql, rules))));
  }

  private Uni<CatchingUpRules> catchingUp(ImportId of, Kept kept) {
    int partition = store.partition(of.board(), of.school());
    return schoolDays
        .today(of.board(), of.school())
        .chain(
            today ->
                store
                    .head(partition)
                    .map(head -> new CatchingUpRules(kept.number(), partition, head, today)));
  }

  /**
   * Has a push change what is kept. It waits for who does so already no longer than for any lock,
   * and never comes between the steps of an import. To catch up may take long: nobody else does so
   * for a school that only pushes.
   *
   * @return fails with {@link nl.tenzij.ledger.decider.Refused} once an import has begun
   */
  Uni<Void> push(At at, Kept kept, Function<SqlConnection, Uni<Void>> change) {
    return pool.withTransaction(
        sql ->
            Statements.run(sql, List.of(FOR_LONG))
                .chain(() -> alone(sql, kept.number()))
                .chain(() -> RosterPush.noImport(sql, at))
                .chain(() -> change.apply(sql)));
  }

  /**
   * Nobody else changes what is kept until the transaction ends: who comes second goes on where the
   * first has come to. It is taken before the roster's own row, which stays free meanwhile: whoever
   * begins an import opens it.
   */
  private static Uni<Void> alone(SqlConnection sql, int roster) {
    return sql.preparedQuery(ALONE).execute(Tuple.of(roster)).replaceWithVoid();
  }

  /** However long another needs: an import's worker has the time. */
  static Uni<Void> patientlyAlone(SqlConnection sql, int roster) {
    return Statements.run(sql, PATIENTLY).chain(() -> alone(sql, roster));
  }

  /** Waits until the lists of who is here and who belongs to whom show all that was entered. */
  Uni<Void> membersUpToDate(ImportId of) {
    return subscriptions.latest(RosterMembers.NAME, of.board(), of.school(), UP_TO_DATE_WITHIN);
  }

  private static Uni<Void> notice(SqlConnection sql, CatchingUpRules rules) {
    return sql.query(rules.after())
        .execute()
        .map(rows -> rows.iterator().next().getLong(0))
        .chain(after -> after == null ? Uni.createFrom().voidItem() : catchUp(sql, rules, after))
        .chain(() -> Statements.run(sql, List.of(rules.reached())));
  }

  private static Uni<Void> catchUp(SqlConnection sql, CatchingUpRules rules, long after) {
    return Statements.run(sql, rules.finding(after))
        .chain(() -> is(sql, rules.isAny()))
        .chain(any -> any ? Statements.run(sql, rules.catchingUp()) : Uni.createFrom().voidItem());
  }

  private static Uni<Boolean> is(SqlConnection sql, String question) {
    return sql.query(question).execute().map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** The runs of lines that need not be read again. */
  Uni<Map<RosterFile, Map<UUID, Known>>> blocks(Kept kept) {
    return pool.preparedQuery(
            "select file, hash, lines, outside, disabled, first_disabled from roster_block where"
                + " roster = $1")
        .execute(Tuple.of(kept.number()))
        .map(
            rows -> {
              Map<RosterFile, Map<UUID, Known>> known = new EnumMap<>(RosterFile.class);
              for (Row row : rows) {
                known
                    .computeIfAbsent(RosterFile.ofBase(row.getString(0)), file -> new HashMap<>())
                    .put(
                        row.getUUID(1),
                        new Known(
                            row.getInteger(2),
                            row.getInteger(3),
                            row.getInteger(4),
                            row.getInteger(5)));
              }
              return known;
            });
  }
}
