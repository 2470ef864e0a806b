package nl.tenzij.ledger.web;

import io.quarkus.logging.LoggingFilter;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Keeps personal data out of the logs. Queries of URLs are cut off wherever they appear, and of a
 * failure its class and trace are kept but not its message: drivers and parsers put values in
 * those.
 */
@LoggingFilter(name = "quiet")
public final class QuietLogs implements Filter {

  private static final Pattern QUERY = Pattern.compile("(/[^\\s?\"']*)\\?[^\\s\"']*");

  @Override
  public boolean isLoggable(LogRecord line) {
    if (line.getThrown() != null && !(line.getThrown() instanceof Wordless)) {
      line.setThrown(Wordless.of(line.getThrown()));
    }
    if (line instanceof ExtLogRecord extended) {
      cutQueries(extended);
    }
    return true;
  }

  private static void cutQueries(ExtLogRecord line) {
    String whole = line.getFormattedMessage();
    if (whole != null && whole.indexOf('?') >= 0) {
      line.setMessage(QUERY.matcher(whole).replaceAll("$1?…"), FormatStyle.NO_FORMAT);
    }
  }

  /** A failure without its words. */
  static final class Wordless extends Throwable {

    private static final int DEEPEST = 8;
    private static final List<String> KNOWS_NOBODY =
        List.of(
            "io.netty.channel.",
            "io.quarkus.runtime.configuration.",
            "io.smallrye.config.",
            "java.net.",
            "java.nio.file.",
            "org.flywaydb.");

    private Wordless(String name, Throwable cause) {
      super(name, cause, false, true);
    }

    static Wordless of(Throwable failure) {
      return of(failure, 0);
    }

    private static Wordless of(Throwable failure, int depth) {
      Throwable cause = failure.getCause();
      Wordless wordless =
          new Wordless(
              name(failure), cause == null || depth == DEEPEST ? null : of(cause, depth + 1));
      wordless.setStackTrace(failure.getStackTrace());
      return wordless;
    }

    private static String name(Throwable failure) {
      String name = failure.getClass().getName();
      if (failure instanceof PgException refused) {
        return name + ": " + refused.getSqlState();
      }
      return KNOWS_NOBODY.stream().anyMatch(name::startsWith)
          ? name + ": " + failure.getMessage()
          : name;
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
