package nl.tenzij.school.roster;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A file without the runs of lines that are known: its header and what is new. In constant memory;
 * remembers, for what is read, where in the file it stood.
 */
final class NewBlocks extends InputStream implements LineReader.Numbering {

  private static final int LINES_AT_LEAST = 8;
  private static final int LINES_AT_MOST = 256;
  private static final int ONE_IN_BITS = 5;
  private static final int GOLDEN = 0x9E3779B9;
  private static final int BYTES_AT_MOST = 1024 * 1024;

  private final InputStream file;
  private final Marks marks;
  private final Map<UUID, Known> known;
  private final Skipped skipped;
  private final Consumer<Block> passed;
  private final Set<UUID> met = new HashSet<>();
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;
  private byte[] run = new byte[16 * 1024];
  private int length;
  private int given;
  private long linesOfRun;
  private boolean whole;
  private long nextInFile = 1;
  private long nextRead = 1;
  private boolean headerGiven;

  /**
   * What is known of a run of lines.
   *
   * @param disabled lines that say that an account is closed
   * @param firstDisabled the first of those, counted from the run's own first line
   */
  record Known(int lines, int outside, int disabled, int firstDisabled) {}

  /** Told of each run that is known, and of the line of the file with which it begins. */
  interface Skipped {
    void run(UUID hash, Known known, long firstInFile);
  }

  /**
   * @param marks keyed for this file and the way it is written
   * @param skipped told of each run that is known
   * @param passed told of each other run once all of its lines were read
   */
  NewBlocks(
      InputStream file,
      Marks marks,
      Map<UUID, Known> known,
      Skipped skipped,
      Consumer<Block> passed) {
    this.file = file;
    this.marks = marks;
    this.known = known;
    this.skipped = skipped;
    this.passed = passed;
  }

  @Override
  public LineReader.Place at(long line) {
    while (blocks.size() > 1 && second().firstRead() <= line) {
      passed.accept(blocks.removeFirst());
    }
    Block block = blocks.peekFirst();
    return block == null
        ? new LineReader.Place(line, null)
        : new LineReader.Place(block.inFile(line), block);
  }

  private Block second() {
    var all = blocks.iterator();
    all.next();
    return all.next();
  }

  /** No line will be asked for any more. */
  void end() {
    blocks.forEach(passed);
    blocks.clear();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int atMost) throws IOException {
    if (given == length && !next()) {
      return -1;
    }
    int count = Math.min(atMost, length - given);
    System.arraycopy(run, given, bytes, offset, count);
    given += count;
    return count;
  }

  private boolean next() throws IOException {
    if (!headerGiven) {
      headerGiven = true;
      take(1, 1);
      marks.begin(run, length);
      nextInFile += linesOfRun;
      nextRead += linesOfRun;
      return length > 0;
    }
    while (true) {
      take(LINES_AT_LEAST, LINES_AT_MOST);
      if (length == 0) {
        return false;
      }
      UUID hash = marks.of(run, length);
      Known before = known.get(hash);
      boolean first = met.add(hash);
      if (before == null || !first) {
        blocks.add(new Block(hash, nextRead, nextInFile, whole && first));
        nextInFile += linesOfRun;
        nextRead += linesOfRun;
        return true;
      }
      skipped.run(hash, before, nextInFile);
      nextInFile += linesOfRun;
    }
  }

  /** Takes the next lines, to where the last of them says that a run ends. */
  private void take(int least, int most) throws IOException {
    given = 0;
    length = 0;
    linesOfRun = 0;
    boolean quoted = false;
    int lines = 0;
    int sum = 0;
    int before = 0;
    whole = true;
    while (from < to || fill()) {
      byte one = buffer[from++];
      add(one);
      if (one == '"') {
        quoted = !quoted;
      }
      boolean end = one == '\n';
      if (end || before == '\r') {
        linesOfRun++;
      }
      before = one;
      if (end && !quoted) {
        lines++;
        if (lines >= most || lines >= least && endsRun(sum)) {
          return;
        }
        sum = 0;
      } else {
        sum = 31 * sum + one;
      }
      if (length >= BYTES_AT_MOST) {
        whole = false;
        return;
      }
    }
  }

  /**
   * One line in thirty-two, whatever lines are like: the upper bits of a product are well mixed.
   */
  private static boolean endsRun(int sum) {
    return sum * GOLDEN >>> Integer.SIZE - ONE_IN_BITS == 0;
  }

  private void add(byte one) {
    if (length == run.length) {
      run = Arrays.copyOf(run, 2 * length);
    }
    run[length++] = one;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, file.read(buffer, 0, buffer.length));
    return to > 0;
  }
}
