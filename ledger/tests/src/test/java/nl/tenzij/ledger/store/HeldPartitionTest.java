package nl.tenzij.ledger.store;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.tenzij.ledger.samples.Progress;
import nl.tenzij.ledger.samples.TestLog;
import org.junit.jupiter.api.Test;

/** Somebody holds a partition: a frozen process, or a statement that takes for ever. */
class HeldPartitionTest {

  private static final int APPENDS = 20_000;

  @Test
  void theOthersGoOnAndNobodyWaitsForEver() {
    try (TestLog log = TestLog.fresh()) {
      StreamId stuck = log.note("school-1");
      int held = log.store().partition(stuck.board(), stuck.school());
      SqlConnection holder = now(log.pool().getConnection());
      now(holder.begin());
      now(holder.query("select pg_advisory_xact_lock(1414549066, " + held + ")").execute());
      AtomicInteger written = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      int asked = 0;

      var waiting = log.store().append(stuck, 0, lines(1), META).subscribeAsCompletionStage();
      for (int i = 0; i < APPENDS; i++) {
        StreamId note = log.note("school-" + i % 40);
        if (log.store().partition(note.board(), note.school()) != held) {
          asked++;
          log.store()
              .append(note, 0, lines(1), META)
              .subscribe()
              .with(
                  done -> written.incrementAndGet(),
                  failure -> {
                    assertThat(failure).isInstanceOf(Overloaded.class);
                    refused.incrementAndGet();
                  });
        }
      }
      int all = asked;

      assertThatThrownBy(waiting::join).hasCauseInstanceOf(Overloaded.class);
      Progress.await(() -> written.get() + refused.get(), done -> done == all);
      assertThat(written).hasValueGreaterThanOrEqualTo(Appender.MOST_WAITING);
      now(holder.close());
      assertThat(now(log.store().append(stuck, 0, lines(1), META)).version()).isEqualTo(1);
    }
  }

  @Test
  void theOthersOfABatchWaitOnce() {
    try (TestLog log = TestLog.fresh()) {
      StreamId stuck = inFirstPartition(log);
      SqlConnection holder = now(log.pool().getConnection());
      now(holder.begin());
      now(holder.query("select pg_advisory_xact_lock(1414549066, 0)").execute());
      List<Uni<Appended>> others = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        StreamId note = log.note("school-" + i);
        if (log.store().partition(note.board(), note.school()) != 0) {
          others.add(log.store().append(note, 0, lines(1), META));
        }
      }
      // The first one goes alone, and what comes meanwhile is one batch.
      var first = others.removeFirst().subscribeAsCompletionStage();
      long begun = System.nanoTime();
      var waiting = log.store().append(stuck, 0, lines(1), META).subscribeAsCompletionStage();
      now(Uni.join().all(others).andFailFast());
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);

      assertThat(first).isCompleted();
      assertThatThrownBy(waiting::join).hasCauseInstanceOf(Overloaded.class);
      assertThat(waited).isLessThan(TestLog.LOCK_TIMEOUT.multipliedBy(2));
      now(holder.close());
    }
  }

  private static StreamId inFirstPartition(TestLog log) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> log.note("stuck-" + i))
        .filter(note -> log.store().partition(note.board(), note.school()) == 0)
        .findFirst()
        .orElseThrow();
  }
}
