package nl.tenzij.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells the person at the screen how far each part is. */
public final class Progress {
  private final PrintStream out;
  private final Instant since;

  /**
   * @param since when the person pressed enter
   */
  public Progress(PrintStream out, Instant since) {
    this.out = out;
    this.since = since;
  }

  public void say(String line) {
    synchronized (out) {
      out.println(line);
    }
  }

  public void of(String part, String state) {
    say("  %-22s %s".formatted(part, state));
  }

  public void ready(String part, String address, Instant started) {
    of(part, "ready after %5s   %s".formatted(seconds(started), address));
  }

  public String elapsed() {
    return seconds(since);
  }

  private static String seconds(Instant from) {
    var millis = Duration.between(from, Instant.now()).toMillis();
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
