package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import nl.tenzij.ledger.crash.OtherProcess;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.samples.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KilledConsumerTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int NEVER = -1;
  private static final String CAUSED =
      "select count(*) from event where type = 'person.counted.v1'";

  private TestLedger ledger;
  private TestTopic topic;

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh();
    Counting.makeTable(ledger);
    topic = TestTopic.fresh();
  }

  @AfterEach
  void close() {
    topic.close();
    ledger.close();
  }

  private OtherProcess process(int hangsAt) throws IOException {
    return process(line -> {}, hangsAt);
  }

  /**
   * @param heard gets each line of the process as it comes
   */
  private OtherProcess process(java.util.function.Consumer<String> heard, int hangsAt)
      throws IOException {
    return OtherProcess.run(
        heard,
        CountingProcess.class,
        ledger.place().port(),
        ledger.place().database(),
        topic.connection().bootstrapServers(),
        topic.connection().prefix(),
        hangsAt);
  }

  private void finish(int last, String... keys) {
    finish(Counting.NONE, last, keys);
  }

  private void finish(Counting.Twist twist, int last, String... keys) {
    try (Inbox inbox =
        new Inbox(
            ledger.pool(),
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(new Counting(twist)))) {
      inbox.start();
      Progress.await(() -> Counting.count(ledger), count -> count >= (long) last * keys.length);
    }
    for (String key : keys) {
      assertThat(Counting.numbers(ledger, key))
          .as(key)
          .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    }
    assertThat(ledger.count("select count(*) from parked")).isZero();
  }

  @Test
  void has_the_effect_once_when_killed_between_effect_and_commit() throws Exception {
    topic.count(1, 10, "a");
    try (OtherProcess process = process(6)) {
      await().atMost(SOON).until(() -> process.lines().contains(CountingProcess.HANGS));
      process.kill();
    }
    assertThat(Counting.numbers(ledger, "a")).containsExactly(1, 2, 3, 4, 5);
    assertThat(ledger.count(CAUSED)).as("what the handler did elsewhere").isOne();

    finish((key, number) -> CountingProcess.append(ledger, key, number), 10, "a");

    assertThat(ledger.count(CAUSED)).as("of 6 to 10, once each").isEqualTo(5);
  }

  @Test
  void has_each_effect_once_when_killed_under_load_at_any_moment() throws Exception {
    String[] keys = {"a", "b", "c", "d"};
    int last = 2_000;
    topic.count(1, last, keys);
    Random random = new Random(42);
    for (int kill = 0; kill < 3; kill++) {
      CountDownLatch underLoad = new CountDownLatch(50 + random.nextInt(350));
      try (OtherProcess process = process(line -> underLoad.countDown(), NEVER)) {
        Progress.await(underLoad::getCount, left -> left == 0);
        process.kill();
      }
    }
    assertThat(Counting.count(ledger)).isLessThan((long) last * keys.length);
    finish(last, keys);
  }
}
