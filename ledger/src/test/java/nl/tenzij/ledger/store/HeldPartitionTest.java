package nl.tenzij.ledger.store;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
      await().atMost(Duration.ofSeconds(60)).until(() -> written.get() + refused.get() == all);
      assertThat(written).hasValueGreaterThanOrEqualTo(Appender.MOST_WAITING);
      now(holder.close());
      assertThat(now(log.store().append(stuck, 0, lines(1), META)).version()).isEqualTo(1);
    }
  }
}
