package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.store.Overloaded;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class ReadUpToTest {

  private static final TopicPartition FIRST = new TopicPartition(TestTopic.NAME, 0);
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration RECENT = Duration.ofSeconds(3);
  private static final int ROUNDS_PER_SECOND = 5;

  private Ends ends = Ends.UNKNOWN;

  private void endsAt(int seconds, long offset) {
    ends = new Ends(NINE.plusSeconds(seconds), Map.of(FIRST, offset));
  }

  @Test
  void says_when_the_end_that_was_reached_was_the_end() {
    ReadUpTo upTo = new ReadUpTo(() -> ends);
    upTo.cameTo(FIRST, 7);
    assertThat(upTo.moments()).isEmpty();

    endsAt(0, 10);
    upTo.cameTo(FIRST, 9);
    assertThat(upTo.moments()).isEmpty();
    upTo.cameTo(FIRST, 10);
    assertThat(upTo.moments()).containsEntry(FIRST, NINE);

    endsAt(1, 10);
    upTo.cameTo(FIRST, 10);
    assertThat(upTo.moments()).containsEntry(FIRST, NINE.plusSeconds(1));
  }

  @Test
  void comes_past_earlier_ends_while_the_newest_is_never_reached() {
    ReadUpTo upTo = new ReadUpTo(() -> ends);
    endsAt(0, 100);
    upTo.cameTo(FIRST, 0);
    endsAt(1, 200);
    upTo.cameTo(FIRST, 99);
    assertThat(upTo.moments()).isEmpty();
    upTo.cameTo(FIRST, 100);
    assertThat(upTo.moments()).containsEntry(FIRST, NINE);

    endsAt(2, 300);
    upTo.cameTo(FIRST, 150);
    assertThat(upTo.moments()).containsEntry(FIRST, NINE);
    upTo.cameTo(FIRST, 200);
    assertThat(upTo.moments()).containsEntry(FIRST, NINE.plusSeconds(1));
  }

  @Test
  void tells_nothing_of_what_others_read_now() {
    ReadUpTo upTo = new ReadUpTo(() -> ends);
    endsAt(0, 0);
    upTo.cameTo(FIRST, 0);

    upTo.forget(List.of(FIRST));

    assertThat(upTo.moments()).isEmpty();
  }

  @Test
  void is_recent_under_steady_traffic_and_speaks_for_all_instances() {
    AtomicBoolean held = new AtomicBoolean();
    Counting counting =
        new Counting(
            (key, number) ->
                held.get() && key.equals("a")
                    ? Uni.createFrom().failure(new Overloaded("a partition is held"))
                    : Uni.createFrom().voidItem());
    AtomicInteger rounds = new AtomicInteger();
    try (TestLedger ledger = TestLedger.fresh();
        TestTopic topic = TestTopic.fresh();
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor()) {
      Counting.makeTable(ledger);
      // With a delay: what came late is not made up for by rounds right after one another.
      writer.scheduleWithFixedDelay(
          () -> tell(topic, rounds), 0, 1000 / ROUNDS_PER_SECOND, TimeUnit.MILLISECONDS);
      try (Inbox first = start(ledger, topic, counting);
          Inbox second = start(ledger, topic, counting)) {
        soon().until(() -> rounds.get() > 5 * ROUNDS_PER_SECOND);
        soon().untilAsserted(() -> assertRecent(first, second));

        held.set(true);
        soon()
            .untilAsserted(
                () ->
                    assertThat(List.of(first, second))
                        .as("one of them can't go on, and both say so")
                        .allSatisfy(
                            each ->
                                assertThat(each.sinceAllWasRead())
                                    .hasValueSatisfying(
                                        since -> assertThat(since).isGreaterThan(RECENT))));
        held.set(false);
        soon().untilAsserted(() -> assertRecent(first, second));
        writer.shutdown();
      }
    }
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private static Inbox start(TestLedger ledger, TestTopic topic, Consumer consumer) {
    Inbox inbox =
        new Inbox(
            ledger.pool(),
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(consumer));
    inbox.start();
    return inbox;
  }

  /** Something in each partition. */
  private static void tell(TestTopic topic, AtomicInteger rounds) {
    try {
      int round = rounds.incrementAndGet();
      topic.count(round, round, "a", "b", "c", "d", "e", "f");
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertRecent(Inbox... all) {
    assertThat(all)
        .allSatisfy(
            each ->
                assertThat(each.sinceAllWasRead())
                    .hasValueSatisfying(since -> assertThat(since).isLessThan(RECENT)));
  }
}
