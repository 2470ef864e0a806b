package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.samples.Progress;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.junit.jupiter.api.Test;

/**
 * A broker that is really away for a minute, and comes back. A class of its own since it takes long
 * and mostly waits.
 */
class BrokerAwayTest {

  private static final int ROUNDS_PER_SECOND = 5;

  @Test
  void loses_nothing_while_the_broker_is_killed_and_started_under_load() {
    try (CountedLog log = new CountedLog();
        TestStack.Own broker = TestStack.shared().ownKafka();
        TestTopic topic = TestTopic.on(broker);
        KafkaRelay relay =
            new KafkaRelay(new CountedLog.Counts(), topic.connection(), topic.envelope());
        TestLedger elsewhere = TestLedger.fresh();
        Inbox inbox = reading(elsewhere, topic);
        Subscriptions running = log.start(relay);
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor()) {
      AtomicInteger rounds = new AtomicInteger();
      // With a delay: what came late is not made up for by rounds right after one another.
      writer.scheduleWithFixedDelay(
          () -> {
            log.append(3);
            rounds.incrementAndGet();
          },
          0,
          1000 / ROUNDS_PER_SECOND,
          TimeUnit.MILLISECONDS);
      awaitRounds(rounds, 2 * ROUNDS_PER_SECOND);
      awaitAllRead(inbox);
      broker.kill();
      // A minute, in which appends go on as if nothing were, and deliveries time out.
      awaitRounds(rounds, 60 * ROUNDS_PER_SECOND);
      assertThat(TestLedger.now(running.status()))
          .extracting(Subscriptions.Status::trouble)
          .contains("TimeoutException");
      assertThat(inbox.sinceAllWasRead())
          .hasValueSatisfying(since -> assertThat(since).isGreaterThan(Duration.ofSeconds(50)));
      broker.start();
      awaitRounds(rounds, 2 * ROUNDS_PER_SECOND);
      broker.kill();
      awaitRounds(rounds, 2 * ROUNDS_PER_SECOND);
      broker.start();
      awaitRounds(rounds, 2 * ROUNDS_PER_SECOND);
      writer.shutdown();
      await().atMost(Duration.ofSeconds(60)).until(writer::isTerminated);
      log.awaitItsEnd();
      log.assertWhole(topic);
      long all = log.ledger().count("select count(*) from event");
      Progress.await(() -> Counting.count(elsewhere), count -> count >= all);
      awaitAllRead(inbox);
    }
  }

  /** Of nothing that is told here: it only has to know how far it has read. */
  private static Inbox reading(TestLedger ledger, TestTopic topic) {
    Counting.makeTable(ledger);
    Inbox inbox =
        new Inbox(
            ledger.pool(),
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(new Counting(Counting.NONE)));
    inbox.start();
    return inbox;
  }

  private static void awaitAllRead(Inbox inbox) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(inbox.sinceAllWasRead())
                    .hasValueSatisfying(
                        since -> assertThat(since).isLessThan(Duration.ofSeconds(5))));
  }

  private static void awaitRounds(AtomicInteger rounds, int more) {
    int goal = rounds.get() + more;
    Progress.await(rounds::get, round -> round >= goal);
  }
}
