package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nl.tenzij.ledger.privacy.TestLedger;

/**
 * A consumer in a process of its own, to be killed. Says each number that it is about to commit,
 * and at the last one stops for ever, with the effect written and the transaction open.
 */
public final class CountingProcess {

  static final String HANGS = "hangs";

  private CountingProcess() {}

  public static void main(String... arguments) throws InterruptedException {
    TestLedger ledger =
        TestLedger.existing(new TestLedger.Place(Integer.parseInt(arguments[0]), arguments[1]));
    TestTopic topic = new TestTopic(new KafkaConnection(arguments[2], arguments[3]));
    int last = Integer.parseInt(arguments[4]);
    Counting counting =
        new Counting(
            (key, number) -> {
              if (number == last) {
                System.out.println(HANGS);
                return Uni.createFrom().nothing();
              }
              System.out.println("counted " + key + ' ' + number);
              return Uni.createFrom().voidItem();
            });
    new Inbox(
            ledger.pool(),
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(counting))
        .start();
    new CountDownLatch(1).await();
  }
}
