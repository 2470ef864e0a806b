package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.samples.FreshDatabase;
import org.junit.jupiter.api.Test;

/** A service whose database is put back to a copy, while the broker knows where it was. */
class RestoredTest {

  private static final String[] KEYS = {"a", "b", "c"};

  @Test
  void takes_in_what_was_told_after_the_copy_once_its_group_begins_anew() throws Exception {
    try (TestTopic topic = TestTopic.fresh()) {
      TestLedger.Place original = database();
      takeIn(original, topic, 1, 20);
      TestLedger.Place copy =
          new TestLedger.Place(original.port(), FreshDatabase.copyOf(original.database()));
      takeIn(original, topic, 21, 40);

      topic.beginAnew(Counting.NAME);

      takeIn(copy, topic, 41, 41);
      try (TestLedger restored = TestLedger.existing(copy)) {
        for (String key : KEYS) {
          assertThat(Counting.numbers(restored, key))
              .as(key)
              .isEqualTo(IntStream.rangeClosed(1, 41).boxed().toList());
        }
      }
    }
  }

  private static TestLedger.Place database() {
    try (TestLedger fresh = TestLedger.fresh()) {
      Counting.makeTable(fresh);
      return fresh.place();
    }
  }

  /** Numbers that are told while this database is the service's; ends with all of them there. */
  private static void takeIn(TestLedger.Place at, TestTopic topic, int first, int last)
      throws Exception {
    try (TestLedger ledger = TestLedger.existing(at);
        Inbox inbox =
            new Inbox(
                ledger.pool(),
                ledger.vertx().getDelegate(),
                topic.connection(),
                topic.envelope(),
                List.of(new Counting(Counting.NONE)))) {
      inbox.start();
      topic.count(first, last, KEYS);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Counting.count(ledger) >= (long) last * KEYS.length);
    }
  }
}
