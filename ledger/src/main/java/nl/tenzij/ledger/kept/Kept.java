package nl.tenzij.ledger.kept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * What was read of schools, kept in memory while nothing has changed there. A change shows half a
 * second later at most; while it is not known what has changed, the database is asked.
 *
 * @param <V> what is kept; of no weight: not worth keeping
 * @param <T> what is known of how far it is behind what happened
 */
public final class Kept<V, T> {

  private record Key(Board board, School school, Object of) {}

  /**
   * @param mark of the school, from before it was read
   */
  private record Entry<V>(V value, long mark) {}

  /**
   * @param asOf how far the tables were, at least, when the value was as it is
   */
  public record Known<V, T>(V value, T asOf) {}

  private final Changes<T> changes;
  private final ToIntFunction<V> weight;
  private final Cache<Key, Entry<V>> entries;

  /**
   * @param most of their weights together; what was asked for least goes first
   * @param longest for which anything is kept
   */
  public Kept(Changes<T> changes, ToIntFunction<V> weight, long most, Duration longest) {
    this.changes = changes;
    this.weight = weight;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((Key key, Entry<V> entry) -> weight.applyAsInt(entry.value()))
            .expireAfterWrite(longest)
            .build();
  }

  /**
   * What is kept, else what is read now, which is kept then.
   *
   * @param of the school, with which all reads that differ have to differ
   * @param serves whether what is kept does for this question
   * @param read what it rests on is read from the database no sooner than this is called
   */
  public Uni<Known<V, T>> get(
      Board board, School school, Object of, Predicate<V> serves, Supplier<Uni<V>> read) {
    // In this order: what changes after it was known how far the tables are may be in, or not.
    var known = changes.known();
    if (known.isEmpty()) {
      return latest(read);
    }
    long mark = changes.mark(board, school);
    Key key = new Key(board, school, of);
    Entry<V> entry = entries.getIfPresent(key);
    return entry != null && entry.mark() == mark && serves.test(entry.value())
        ? Uni.createFrom().item(new Known<>(entry.value(), known.get()))
        : latest(read).invoke(fresh -> keep(key, new Entry<>(fresh.value(), mark)));
  }

  /** As it is in the database now; kept by nobody. */
  public Uni<Known<V, T>> latest(Supplier<Uni<V>> read) {
    T asOf = changes.asOf();
    return read.get().map(value -> new Known<>(value, asOf));
  }

  private void keep(Key key, Entry<V> entry) {
    if (weight.applyAsInt(entry.value()) > 0) {
      entries.put(key, entry);
    }
  }
}
