package nl.tenzij.ledger.store;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** The log: append-only, partitioned; within a partition position order is commit order. */
public interface EventStore {

  /** A whole stream in version order; empty where nothing happened. */
  <E> Uni<List<Recorded<E>>> read(StreamId stream, EventTypes<E> types);

  /** As {@link #read}, from a version (exclusive) on. */
  <E> Uni<List<Recorded<E>>> readAfter(StreamId stream, int version, EventTypes<E> types);

  /**
   * Appends all events or none.
   *
   * @param expected the version the stream must be at; 0 for a new stream
   * @return once durable; fails with {@link VersionConflict} where another was first
   */
  Uni<Appended> append(StreamId stream, int expected, List<?> events, Meta meta);

  /** As {@link #append}, once per message; fails with {@link AlreadyHandled} the next time. */
  Uni<Appended> append(StreamId stream, int expected, List<?> events, Meta meta, Once once);

  /**
   * Appends to many streams of one school at once: each stream's share by itself all or nothing.
   *
   * @param shares each stream once
   * @return once durable, in the same order; empty where nothing was appended, because another was
   *     first or a subject was forgotten: trying that one alone tells
   */
  Uni<List<Optional<Appended>>> appendAll(List<Share> shares, Meta meta);

  /** Events of a partition behind a position, in order, at most {@code limit}. */
  Uni<List<Recorded<?>>> after(int partition, long position, int limit);

  /** Where a school lives. */
  int partition(Board board, School school);

  int partitions();

  /** Position of the newest event of a partition, 0 where there is none. */
  Uni<Long> head(int partition);
}
