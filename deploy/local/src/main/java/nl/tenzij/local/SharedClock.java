package nl.tenzij.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The clock of an installation's services: the machine's, ahead of it by what a file says that they
 * all look at. It goes on through their restarts, and through the installation's.
 */
public final class SharedClock {

  private static final DateTimeFormatter TOLD =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy HH:mm", Locale.ENGLISH);

  private final Path file;

  public SharedClock(Path file) {
    this.file = file;
  }

  /** What services are told to look at. */
  public Path file() {
    return file;
  }

  public Instant instant() {
    return Instant.now().plus(ahead());
  }

  /** For who looks at it. */
  public String told() {
    return TOLD.format(instant().atZone(ZoneId.of("Europe/Amsterdam")));
  }

  public Duration ahead() {
    try {
      return Duration.parse(Files.readString(file).strip());
    } catch (NoSuchFileException never) {
      return Duration.ZERO;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** From now on it is this moment, for every service that is asked after this returns. */
  public void set(Instant moment) {
    put(Duration.between(Instant.now(), moment));
  }

  /** In one step, so that nobody reads half of it. */
  public void put(Duration ahead) {
    try {
      Files.createDirectories(file.getParent());
      Path aside = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(aside, ahead.toString());
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
