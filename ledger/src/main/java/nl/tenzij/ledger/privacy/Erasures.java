package nl.tenzij.ledger.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.tenzij.ledger.privacy.SubjectKeys.Owner;
import nl.tenzij.ledger.store.Detached;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * Forgets subjects. The log stays whole: what was sealed for the subject can never be opened again,
 * here at once, in other instances within a minute and a half, and in a copy of the database once
 * the copy is gone.
 */
public final class Erasures {

  // The log's trigger gives the event its place. The store's own append has its own transaction,
  // while the key and the event must go together.
  private static final String RECORD =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta, recorded_at)
      values ($1, $2, $3, $4, 1, $5, $6, $7::text::jsonb, $8::text::jsonb,
        clock_timestamp() + $9::bigint * interval '1 millisecond')
      """;

  private final Pool pool;
  private final Vault vault;
  private final PostgresEventStore store;
  private final ObjectMapper json;

  public Erasures(Pool pool, Vault vault, PostgresEventStore store, ObjectMapper json) {
    this.pool = pool;
    this.vault = vault;
    this.store = store;
    this.json = json;
  }

  /**
   * That somebody is to be forgotten.
   *
   * @param school in whose part of the log it is recorded
   * @param meta who wants it
   */
  public record Erasure(Board board, School school, String subject, Meta meta) {}

  /**
   * Destroys the subject's key and records that, both or neither.
   *
   * @param school in whose part of the log it is recorded
   * @return whether there was something to do: false where the subject was forgotten before
   */
  public Uni<Boolean> forget(Board board, School school, String subject, Meta meta) {
    return forget(board, school, subject, meta, sql -> Uni.createFrom().item(true));
  }

  /**
   * As without a condition, where it holds.
   *
   * @param condition asked in the transaction that would destroy the key, once that is {@link
   *     #alone} with the subject
   */
  public Uni<Boolean> forget(
      Board board,
      School school,
      String subject,
      Meta meta,
      Function<SqlConnection, Uni<Boolean>> condition) {
    Owner owner = new Owner(board, Subjects.check(subject));
    return Uni.createFrom().deferred(() -> Detached.of(forgotten(owner, school, meta, condition)));
  }

  /**
   * Destroys the subject's key, before anything else is done to forget it: nothing personal can be
   * read or written of it from then on. In a transaction of its own.
   */
  public Uni<Void> endKey(Board board, String subject) {
    Owner owner = new Owner(board, Subjects.check(subject));
    return Uni.createFrom()
        .deferred(
            () ->
                Detached.of(
                    pool.withTransaction(sql -> vault.keys().end(sql, owner))
                        .invoke(() -> vault.forgotten(owner))));
  }

  /** The same within a transaction that is there. */
  public Uni<Void> endKey(Board board, String subject, SqlConnection sql) {
    Owner owner = new Owner(board, Subjects.check(subject));
    letGoAtTheEnd(owner, sql);
    return vault.keys().end(sql, owner);
  }

  /**
   * Waits for those who look right now whether the subject is forgotten, and has the next ones wait
   * until the transaction ends: what is found out from here on of whether it may be forgotten,
   * stands as long. They look by {@code is_forgotten_by_now}.
   */
  public Uni<Void> alone(Board board, String subject, SqlConnection sql) {
    return SubjectKeys.alone(sql, new Owner(board, Subjects.check(subject)));
  }

  /**
   * As in a transaction of its own, within one that is there, with what is removed by it. What is
   * in memory here goes when that ends.
   *
   * @param removal of what else is kept of the subject: asked for also where it was forgotten
   *     before, between the key's end and the event, which holds up its part of the log
   */
  public Uni<Boolean> forget(Erasure erasure, SqlConnection sql, Supplier<Uni<Void>> removal) {
    Owner owner = new Owner(erasure.board(), Subjects.check(erasure.subject()));
    letGoAtTheEnd(owner, sql);
    return vault
        .keys()
        .forget(sql, owner)
        .call(removal::get)
        .chain(first -> recorded(first, sql, owner, erasure.school(), erasure.meta()));
  }

  private void letGoAtTheEnd(Owner owner, SqlConnection sql) {
    sql.transaction()
        .completion()
        .subscribe()
        .with(done -> vault.forgotten(owner), unsure -> vault.forgotten(owner));
  }

  /** To its end: whoever hangs up meanwhile must not keep the key in memory here. */
  private Uni<Boolean> forgotten(
      Owner owner, School school, Meta meta, Function<SqlConnection, Uni<Boolean>> condition) {
    return pool.withTransaction(
            sql ->
                SubjectKeys.alone(sql, owner)
                    .chain(() -> condition.apply(sql))
                    .chain(
                        holds ->
                            holds
                                ? forgotten(sql, owner, school, meta)
                                : Uni.createFrom().item(false)))
        .invoke(() -> vault.forgotten(owner));
  }

  private Uni<Boolean> forgotten(SqlConnection sql, Owner owner, School school, Meta meta) {
    return vault
        .keys()
        .forget(sql, owner)
        .chain(first -> recorded(first, sql, owner, school, meta));
  }

  /** Once. */
  private Uni<Boolean> recorded(
      boolean first, SqlConnection sql, Owner owner, School school, Meta meta) {
    return first
        ? record(sql, owner, school, meta).replaceWith(true)
        : Uni.createFrom().item(false);
  }

  private Uni<?> record(SqlConnection sql, Owner owner, School school, Meta meta) {
    Board board = owner.board();
    String subject = owner.subject();
    StreamId stream = StreamId.named(board, school, ErasureEvent.CATEGORY, subject);
    ErasureEvent event = new ErasureEvent.Forgot(subject);
    return sql.preparedQuery(RECORD)
        .execute(
            Tuple.from(
                List.of(
                    (short) store.partition(board, school),
                    board.id(),
                    school.id(),
                    stream.stored(),
                    UUID.randomUUID(),
                    ErasureEvent.TYPES.name(event.getClass()),
                    text(event),
                    text(meta),
                    store.ahead().toMillis())));
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("an erasure can't be written as JSON", broken);
    }
  }
}
