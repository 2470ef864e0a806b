package nl.tenzij.ledger.crash;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Once;
import nl.tenzij.ledger.store.StreamId;

/**
 * Appends without end and says so for each append once it is acknowledged: {@code acked BATCH
 * SIZE}, with {@code key} behind it where its answer was to be kept. Arguments: port, database.
 */
public final class WriterUnderLoad {

  static final String CLIENT = "client";

  private static final int WRITERS = 12;

  private WriterUnderLoad() {}

  public static void main(String[] arguments) {
    TestLog.Place place = new TestLog.Place(Integer.parseInt(arguments[0]), arguments[1]);
    TestLog log = TestLog.existing(place);
    for (int i = 0; i < WRITERS; i++) {
      String school = "school-" + i % 5;
      next(log, log.note(school), 0, new Random(i));
    }
  }

  private static void next(TestLog log, StreamId stream, int version, Random random) {
    int size = 1 + random.nextInt(3);
    List<NoteEvent> lines = TestLog.lines(size);
    UUID batch = ((NoteEvent.LineWritten) lines.getFirst()).batch();
    // Every second one as a client's request comes in: its answer is kept under its key.
    Once once = random.nextBoolean() ? new Once(CLIENT, batch.toString(), "f", "{}") : null;
    log.store()
        .append(stream, version, lines, TestLog.META, once)
        .subscribe()
        .with(
            appended -> {
              say("acked " + batch + " " + size + (once == null ? "" : " key"));
              boolean fresh = appended.version() > 30;
              next(
                  log,
                  fresh ? log.note(stream.school().id()) : stream,
                  fresh ? 0 : appended.version(),
                  random);
            },
            failure -> say("failed " + failure));
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }
}
