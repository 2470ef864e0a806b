package nl.tenzij.ledger.crash;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.Progress;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.LineCount;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.junit.jupiter.api.Test;

/**
 * The database is killed under load and comes back: writers and subscriptions go on by themselves.
 */
class DatabaseAwayTest {

  private static final String SAME =
      """
      select count(*) from (select stream, count(*)::int as lines from event group by stream) e
      full join line_count c using (stream) where e.lines is distinct from c.lines
      """;

  @Test
  void what_was_acknowledged_is_there_and_all_goes_on_when_the_database_comes_back() {
    try (TestStack.Own database = TestStack.shared().ownPostgres()) {
      database.database("ledger");
      try (TestLog log = TestLog.make(new TestLog.Place(database.port(), "ledger"))) {
        now(log.pool().query(LineCount.TABLE).execute());
        try (Subscriptions subscriptions =
            new Subscriptions(log.pool(), log.store(), List.of(new LineCount()), 2)) {
          now(subscriptions.start(Duration.ofMillis(500)));
          Set<StreamId> acknowledged = ConcurrentHashMap.newKeySet();
          AtomicInteger failed = new AtomicInteger();
          AtomicBoolean writing = new AtomicBoolean(true);
          for (int i = 0; i < 8; i++) {
            write(log, acknowledged, failed, writing);
          }
          Progress.await(acknowledged::size, count -> count > 200);

          database.kill();
          await().atMost(Duration.ofSeconds(60)).until(() -> failed.get() > 0);
          int before = acknowledged.size();
          database.start();

          Progress.await(acknowledged::size, count -> count > before + 200);
          writing.set(false);
          await()
              .atMost(Duration.ofSeconds(60))
              .ignoreExceptions()
              .untilAsserted(() -> assertThat(log.count(SAME)).isZero());
          for (StreamId each : acknowledged) {
            assertThat(now(log.store().read(each, NoteEvent.TYPES))).hasSize(2);
          }
        }
      }
    }
  }

  private static void write(
      TestLog log, Set<StreamId> acknowledged, AtomicInteger failed, AtomicBoolean writing) {
    StreamId note = log.note("school-" + acknowledged.size() % 7);
    log.store()
        .append(note, 0, lines(2), META)
        .map(appended -> acknowledged.add(note))
        .onFailure()
        .recoverWithUni(
            away ->
                Uni.createFrom()
                    .item(failed.incrementAndGet() > 0)
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(100)))
        .subscribe()
        .with(
            done -> {
              if (writing.get()) {
                write(log, acknowledged, failed, writing);
              }
            });
  }
}
