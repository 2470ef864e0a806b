package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.privacy.TestLedger.Counted;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.store.VersionConflict;

/**
 * A consumer in a process of its own, to be killed. Says each number that it is about to commit,
 * and at the last one stops for ever, with the effect written and the transaction open, when what
 * it does elsewhere is done.
 */
public final class CountingProcess {

  static final String HANGS = "hangs";

  private CountingProcess() {}

  /** What a handler does elsewhere: it commits by itself, and bears to be done again. */
  static Uni<Void> append(TestLedger ledger, String key, int number) {
    StreamId caused =
        StreamId.named(TestLedger.BOARD, TestLedger.SCHOOL, "caused", key + '-' + number);
    return ledger
        .store()
        .append(caused, 0, List.of(new Counted(key, number)), TestLedger.META)
        .replaceWithVoid()
        .onFailure(VersionConflict.class)
        .recoverWithNull();
  }

  public static void main(String... arguments) throws InterruptedException {
    TestLedger ledger =
        TestLedger.existing(new TestLedger.Place(Integer.parseInt(arguments[0]), arguments[1]));
    TestTopic topic = new TestTopic(new KafkaConnection(arguments[2], arguments[3]));
    int last = Integer.parseInt(arguments[4]);
    Counting counting =
        new Counting(
            (key, number) -> {
              if (number == last) {
                return append(ledger, key, number)
                    .invoke(() -> System.out.println(HANGS))
                    .chain(() -> Uni.createFrom().nothing());
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
