package nl.tenzij.ledger.store;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import org.junit.jupiter.api.Test;

/** 32 writers in two processes' worth of stores, 3 readers by position, 100,000 events. */
class OrderTest {

  private static final int WRITERS = 32;
  private static final int EVENTS = 100_000;

  @Test
  void readers_by_position_skip_nothing_and_see_nothing_twice() throws Exception {
    try (TestLog log = TestLog.fresh();
        TestLog second = TestLog.existing(log.place());
        ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      AtomicLong written = new AtomicLong();
      List<Future<Set<UUID>>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        EventStore store = i % 2 == 0 ? log.store() : second.store();
        int school = i;
        writers.add(threads.submit(() -> write(log, store, school, written)));
      }
      List<Future<Set<UUID>>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(reader(second.store(), written, writers)));
      }

      Set<UUID> all = new HashSet<>();
      for (Future<Set<UUID>> writer : writers) {
        all.addAll(writer.get());
      }
      long stored =
          now(log.pool().query("select count(*) from event").execute())
              .iterator()
              .next()
              .getLong(0);
      assertThat(stored).isGreaterThanOrEqualTo(EVENTS).isEqualTo(written.get());
      for (Future<Set<UUID>> reader : readers) {
        assertThat(reader.get()).as("batches seen").isEqualTo(all);
      }
    }
  }

  /** Appends to streams of its own and, to meet the others, to schools that they use too. */
  private static Set<UUID> write(TestLog log, EventStore store, int school, AtomicLong written) {
    Set<UUID> batches = new HashSet<>();
    List<StreamId> streams = new ArrayList<>();
    Map<StreamId, Integer> versions = new HashMap<>();
    while (written.get() < EVENTS) {
      if (streams.size() < 20) {
        streams.add(log.note("school-" + (school + streams.size()) % 12));
      }
      StreamId stream = streams.get(ThreadLocalRandom.current().nextInt(streams.size()));
      int size = ThreadLocalRandom.current().nextInt(1, 8);
      var events = lines(size);
      int version = versions.getOrDefault(stream, 0);
      Appended appended = now(store.append(stream, version, events, META));
      versions.put(stream, appended.version());
      batches.add(((NoteEvent.LineWritten) events.getFirst()).batch());
      written.addAndGet(size);
    }
    return batches;
  }

  /** Reads all partitions in turn until the writers are done and nothing is left. */
  private static Callable<Set<UUID>> reader(
      EventStore store, AtomicLong written, List<Future<Set<UUID>>> writers) {
    return () -> {
      Set<UUID> events = new HashSet<>();
      Set<UUID> batches = new HashSet<>();
      Map<StreamId, Integer> versions = new HashMap<>();
      long[] positions = new long[store.partitions()];
      boolean last;
      do {
        last = writers.stream().allMatch(Future::isDone);
        for (int partition = 0; partition < positions.length; partition++) {
          List<Recorded<?>> news = now(store.after(partition, positions[partition], 2000));
          while (!news.isEmpty()) {
            for (Recorded<?> each : news) {
              assertThat(each.position()).isGreaterThan(positions[partition]);
              positions[partition] = each.position();
              assertThat(events.add(each.id())).as("seen once").isTrue();
              int before = versions.getOrDefault(each.stream(), 0);
              assertThat(each.version()).as("version order").isEqualTo(before + 1);
              versions.put(each.stream(), each.version());
              batches.add(((NoteEvent.LineWritten) each.event()).batch());
            }
            news = now(store.after(partition, positions[partition], 2000));
          }
        }
      } while (!last);
      assertThat(events).hasSize((int) written.get());
      return batches;
    };
  }
}
