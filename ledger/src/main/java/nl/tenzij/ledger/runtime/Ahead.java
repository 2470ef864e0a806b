package nl.tenzij.ledger.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How far the services' clock is ahead of the machine's: nothing, unless a file says so, such as
 * {@code PT26H30M}. Whoever plays a day replaces the file while services run; each use looks
 * whether it was replaced, so that what is asked after that is answered by the new time. Of a file
 * that is not there the answer is nothing.
 */
final class Ahead implements Supplier<Duration> {

  private static final Read NEVER = new Read(null, null, Duration.ZERO);

  private final Optional<Path> file;
  private volatile Read last = NEVER;

  /** What a file said; two that were moved to one name have another key each. */
  private record Read(Object key, FileTime written, Duration ahead) {
    boolean isOf(BasicFileAttributes file) {
      return file.lastModifiedTime().equals(written) && file.fileKey().equals(key);
    }
  }

  Ahead(Optional<Path> file) {
    this.file = file;
  }

  Optional<Path> file() {
    return file;
  }

  /**
   * @throws IllegalStateException where the file says no duration
   */
  @Override
  public Duration get() {
    return file.map(this::of).orElse(Duration.ZERO);
  }

  private Duration of(Path there) {
    try {
      BasicFileAttributes now = Files.readAttributes(there, BasicFileAttributes.class);
      Read read = last;
      if (!read.isOf(now)) {
        // the attributes are the older of the two: what is replaced in between is read again
        read = new Read(now.fileKey(), now.lastModifiedTime(), parse(there));
        last = read;
      }
      return read.ahead();
    } catch (NoSuchFileException none) {
      return Duration.ZERO;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Duration parse(Path there) throws IOException {
    try {
      return Duration.parse(Files.readString(there).strip());
    } catch (DateTimeParseException other) {
      throw new IllegalStateException(
          "%s is to hold a duration such as PT26H30M".formatted(there), other);
    }
  }
}
