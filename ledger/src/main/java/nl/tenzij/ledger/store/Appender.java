package nl.tenzij.ledger.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Commits together what waits together. Each partition belongs to one lane, and a lane writes one
 * batch at a time: while it is being written, arriving appends gather; one that finds nobody
 * writing goes at once. Each append keeps its own fate: a conflict of one does not touch the
 * others. Lanes share no partition, so none waits for another's locks. What waits has an end, in
 * number and, by the connections' {@code lock_timeout}, in time.
 */
final class Appender {

  /** Events of one batch at the most, unless a single append has more. */
  private static final int MOST_EVENTS = 500;

  /** Appends that wait in one lane. */
  static final int MOST_WAITING = 5_000;

  private static final String EARLIER =
      "select fingerprint, outcome::text from handled where consumer = $1 and message = $2";

  // Of a partition that is free the lock is had, and let go of with the statement.
  private static final String HELD =
      "select p from unnest($1::int[]) p where not pg_try_advisory_xact_lock(1414549066, p)";

  private final Pool pool;
  private final List<Lane> lanes;
  private final Supplier<Duration> ahead;
  private final ObjIntConsumer<Set<String>> appended;

  /**
   * @param lanes batches under way at once
   * @param ahead how far the service's clock is ahead of the database's
   * @param appended told the stored names of the events that were committed together to a
   *     partition, and which it is
   */
  Appender(Pool pool, int lanes, Supplier<Duration> ahead, ObjIntConsumer<Set<String>> appended) {
    this.pool = pool;
    this.lanes = Stream.generate(Lane::new).limit(lanes).toList();
    this.ahead = ahead;
    this.appended = appended;
  }

  Uni<Appended> append(
      StreamId stream,
      int partition,
      int expected,
      List<Append.Line> lines,
      String meta,
      Once once) {
    Lane lane = lanes.get(partition % lanes.size());
    return Uni.createFrom()
        .emitter(
            fate -> lane.enqueue(new Append(stream, partition, expected, lines, meta, once, fate)));
  }

  private final class Lane {

    private final Deque<Append> waiting = new ArrayDeque<>();
    private boolean busy;

    void enqueue(Append append) {
      Batch batch = null;
      boolean full;
      synchronized (this) {
        full = waiting.size() >= MOST_WAITING;
        if (!full) {
          waiting.add(append);
          batch = busy ? null : take();
        }
      }
      if (full) {
        append.fate().fail(new Overloaded("too many appends wait"));
      } else if (batch != null) {
        write(batch);
      }
    }

    /** Somebody holds a partition: who waits for it is told to come back, and the others go on. */
    private void giveUp(int partition) {
      List<Append> given = new ArrayList<>();
      synchronized (this) {
        waiting.removeIf(append -> append.partition() == partition && given.add(append));
      }
      given.forEach(append -> append.fate().fail(held()));
    }

    private Overloaded held() {
      return new Overloaded("a partition is held");
    }

    private void next() {
      Batch batch;
      synchronized (this) {
        busy = !waiting.isEmpty();
        if (!busy) {
          return;
        }
        batch = take();
      }
      write(batch);
    }

    /**
     * Of several appends to one stream, or of one message, the first: the others wait for its end.
     */
    private Batch take() {
      busy = true;
      Batch.Kind kind = Batch.Kind.of(waiting.getFirst());
      List<Append> appends = new ArrayList<>();
      Set<String> taken = new HashSet<>();
      int events = 0;
      for (var all = waiting.iterator(); all.hasNext() && events < MOST_EVENTS; ) {
        Append append = all.next();
        String message = append.message();
        if (Batch.Kind.of(append) != kind
            || taken.contains(append.subject())
            || (message != null && taken.contains(message))) {
          continue;
        }
        if (!appends.isEmpty() && events + append.lines().size() > MOST_EVENTS) {
          break;
        }
        taken.add(append.subject());
        if (message != null) {
          taken.add(message);
        }
        events += append.lines().size();
        appends.add(append);
        all.remove();
      }
      appends.sort(Comparator.comparingInt(Append::partition));
      return new Batch(kind, appends);
    }

    private void write(Batch batch) {
      written(batch)
          .onComplete(
              done -> {
                if (done.succeeded()) {
                  try {
                    settle(batch, done.result());
                  } finally {
                    // Whatever a listener does: the lane must go on.
                    next();
                  }
                } else if (batch.size() > 1 && Failures.isLockNotHad(done.cause())) {
                  withoutHeld(batch);
                } else if (batch.size() > 1 && Failures.isOfTheStatement(done.cause())) {
                  alone(batch, 0);
                } else {
                  batch.appends().forEach(append -> fail(append, done.cause()));
                  next();
                }
              });
    }

    /** Whatever it fails with comes as a failed future: the lane must go on. */
    private Future<List<Long>> written(Batch batch) {
      return Future.succeededFuture(pool).compose(sql -> batch.write(sql, ahead.get()));
    }

    /**
     * Asks whose partitions are held, so that only those who want one of them have waited in vain.
     */
    private void withoutHeld(Batch batch) {
      partitionsHeld(batch)
          .onComplete(
              done -> {
                if (done.failed()) {
                  batch.appends().forEach(append -> fail(append, done.cause()));
                  next();
                } else if (done.result().isEmpty()) {
                  // It was another lock, or is free by now.
                  alone(batch, 0);
                } else {
                  without(done.result(), batch);
                }
              });
    }

    private void without(Set<Integer> held, Batch batch) {
      held.forEach(this::giveUp);
      List<Append> others = new ArrayList<>(batch.appends());
      others.removeIf(append -> held.contains(append.partition()));
      batch.appends().stream()
          .filter(append -> held.contains(append.partition()))
          .forEach(append -> append.fate().fail(held()));
      if (others.isEmpty()) {
        next();
      } else {
        write(new Batch(batch.kind(), others));
      }
    }

    /** One append spoiled the batch: each is tried by itself, so that only that one fails. */
    private void alone(Batch batch, int from) {
      alone(batch, from, new HashSet<>());
    }

    private void alone(Batch batch, int from, Set<Integer> held) {
      if (from == batch.size()) {
        next();
        return;
      }
      Append append = batch.appends().get(from);
      if (held.contains(append.partition())) {
        append.fate().fail(held());
        alone(batch, from + 1, held);
        return;
      }
      Batch one = new Batch(batch.kind(), List.of(append));
      written(one)
          .onSuccess(positions -> settle(one, positions))
          .onFailure(
              failure -> {
                if (Failures.isLockNotHad(failure)) {
                  held.add(append.partition());
                  giveUp(append.partition());
                }
                fail(append, failure);
              })
          .onComplete(done -> alone(batch, from + 1, held));
    }
  }

  private Future<Set<Integer>> partitionsHeld(Batch batch) {
    Integer[] partitions =
        batch.appends().stream().map(Append::partition).distinct().toArray(Integer[]::new);
    return Future.succeededFuture(pool)
        .compose(sql -> sql.preparedQuery(HELD).execute(Tuple.of(partitions)))
        .map(
            rows -> {
              Set<Integer> held = new HashSet<>();
              rows.forEach(row -> held.add(row.getInteger(0)));
              return held;
            });
  }

  /** The stored names of what was committed, by partition. */
  private static Map<Integer, Set<String>> news(Batch batch, List<Long> positions) {
    Map<Integer, Set<String>> news = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      Append append = batch.appends().get(i);
      if (positions.get(i) != null) {
        Set<String> types = news.computeIfAbsent(append.partition(), none -> new HashSet<>());
        append.lines().forEach(line -> types.add(line.type()));
      }
    }
    return news;
  }

  private void settle(Batch batch, List<Long> positions) {
    news(batch, positions).forEach((partition, types) -> appended.accept(types, partition));
    for (int i = 0; i < batch.size(); i++) {
      Append append = batch.appends().get(i);
      if (positions.get(i) == null) {
        refuse(append);
        continue;
      }
      int version = append.expected() + append.lines().size();
      append.fate().complete(new Appended(append.partition(), positions.get(i), version));
    }
  }

  private void fail(Append append, Throwable failure) {
    if (Failures.isTakenVersion(failure)) {
      refuse(append);
    } else if (Failures.isLockNotHad(failure)) {
      append.fate().fail(new Overloaded("a partition is held"));
    } else {
      append.fate().fail(failure);
    }
  }

  private void refuse(Append append) {
    VersionConflict conflict = new VersionConflict(append.stream(), append.expected());
    if (append.once() == null) {
      append.fate().fail(conflict);
      return;
    }
    earlier(append.once())
        .onSuccess(once -> append.fate().fail(once == null ? conflict : new AlreadyHandled(once)))
        .onFailure(append.fate()::fail);
  }

  /** What was recorded for the message before, or null. */
  Future<Once> earlier(Once once) {
    return pool.preparedQuery(EARLIER)
        .execute(Tuple.of(once.consumer(), once.message()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return null;
              }
              Row row = rows.iterator().next();
              return new Once(once.consumer(), once.message(), row.getString(0), row.getString(1));
            });
  }
}
