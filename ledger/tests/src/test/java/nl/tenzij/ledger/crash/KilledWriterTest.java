package nl.tenzij.ledger.crash;

import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mutiny.sqlclient.Row;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import nl.tenzij.ledger.samples.Progress;
import nl.tenzij.ledger.samples.TestLog;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of a writing process under load, at random moments: every acknowledged append is
 * there once, nothing is there half. How often: {@code -Dtenzij.kills=N}.
 */
class KilledWriterTest {

  private static final int KILLS = Integer.getInteger("tenzij.kills", 20);

  /** How many of its appends a process has written at most when it is killed. */
  private static final int WITHIN = Integer.getInteger("tenzij.kills.within", 500);

  private static final String APPENDS =
      """
      select data ->> 'batch', (data ->> 'size')::int, count(*), count(distinct stream),
             max(version) - min(version) + 1
      from event group by 1, 2
      """;

  private static final String KEPT =
      "select message from handled where consumer = '" + WriterUnderLoad.CLIENT + "'";

  private static final String GAPS =
      "select count(*) from (select stream from event group by stream having max(version) <> count(*)) g";

  @Test
  void every_acknowledged_append_is_there_once_and_nothing_half() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (TestLog log = TestLog.fresh()) {
      Set<String> acknowledged = new HashSet<>();
      Set<String> answered = new HashSet<>();
      for (int kill = 0; kill < KILLS; kill++) {
        int killAfter = 1 + random.nextInt(WITHIN);
        CountDownLatch underLoad = new CountDownLatch(killAfter);
        try (OtherProcess writer =
            OtherProcess.run(
                line -> underLoad.countDown(),
                WriterUnderLoad.class,
                log.place().port(),
                log.place().database())) {
          Progress.await(underLoad::getCount, left -> left == 0);
          writer.kill();
          for (String line : writer.lines()) {
            String[] words = line.split(" ");
            // A last line can be cut: an id is whole, or it is none that is in the log.
            if (words[0].equals("acked") && words.length >= 3) {
              acknowledged.add(words[1]);
              if (words.length == 4) {
                answered.add(words[1]);
              }
            }
          }
        }
      }

      Set<String> whole = new HashSet<>();
      for (Row row : now(log.pool().query(APPENDS).execute())) {
        assertThat(row.getLong(2))
            .as("events of one append, seed %d", seed)
            .isEqualTo(row.getInteger(1).longValue());
        assertThat(row.getLong(3)).as("streams of one append").isEqualTo(1);
        assertThat(row.getInteger(4)).as("versions in a row").isEqualTo(row.getInteger(1));
        whole.add(row.getString(0));
      }
      // A difference of sets: the assertion that compares each with each is slow beyond use after
      // 200 kills.
      Set<String> lost = new HashSet<>(acknowledged);
      lost.removeAll(whole);
      assertThat(lost).as("acknowledged appends that are not there, seed %d", seed).isEmpty();
      Set<String> kept = new HashSet<>();
      for (Row row : now(log.pool().query(KEPT).execute())) {
        kept.add(row.getString(0));
      }
      answered.removeAll(kept);
      assertThat(answered).as("answers that were not kept, seed %d", seed).isEmpty();
      kept.removeAll(whole);
      assertThat(kept).as("answers to what is not there, seed %d", seed).isEmpty();
      assertThat(log.count(GAPS)).as("streams with gaps").isZero();
      assertThat(acknowledged).as("appends that were acknowledged").hasSizeGreaterThan(KILLS);
      System.out.printf("%d kills, %,d appends acknowledged%n", KILLS, acknowledged.size());
    }
  }
}
