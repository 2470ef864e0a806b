package nl.tenzij.school.roster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A package's lines, some at a time: memory stays the same whatever its size. */
final class Batches {

  private static final int LINES = 500;

  private final ZipInputStream zip;
  private RosterFile file;
  private LineReader reader;

  /** Some lines of a file, or why the file can't be taken. */
  record Batch(RosterFile file, List<Line> lines, List<Finding> aboutFile, boolean fileRefused) {}

  Batches(InputStream bytes) {
    this.zip = new ZipInputStream(bytes, StandardCharsets.UTF_8);
  }

  /** The next lines; empty at the end of the package. */
  Optional<Batch> next() {
    try {
      while (true) {
        if (file == null && !open()) {
          return Optional.empty();
        }
        Batch batch = read();
        if (!batch.lines().isEmpty() || !batch.aboutFile().isEmpty()) {
          return Optional.of(batch);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private boolean open() throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      Optional<RosterFile> known = RosterFile.named(entry.getName());
      if (known.isPresent()) {
        file = known.get();
        return true;
      }
    }
    return false;
  }

  private Batch read() {
    RosterFile now = file;
    try {
      List<Finding> aboutFile = List.of();
      if (reader == null) {
        reader = new LineReader(now, new LeftOpen(zip));
        aboutFile = reader.remarks();
        if (!reader.hasNext()) {
          throw new FileRefused(
              Finding.refusal(now, 0, "", "empty-file", "a file that is there has lines"));
        }
      }
      List<Line> lines = new ArrayList<>(LINES);
      while (lines.size() < LINES && reader.hasNext()) {
        lines.add(reader.next());
      }
      if (lines.size() < LINES) {
        done();
      }
      return new Batch(now, lines, aboutFile, false);
    } catch (FileRefused refused) {
      done();
      return new Batch(now, List.of(), List.of(refused.finding()), true);
    }
  }

  private void done() {
    file = null;
    reader = null;
  }

  private static final class LeftOpen extends FilterInputStream {
    LeftOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The zip goes on after this file.
    }
  }
}
