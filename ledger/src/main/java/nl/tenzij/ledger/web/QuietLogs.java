package nl.tenzij.ledger.web;

import io.quarkus.logging.LoggingFilter;
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
              failure.getClass().getName(),
              cause == null || depth == DEEPEST ? null : of(cause, depth + 1));
      wordless.setStackTrace(failure.getStackTrace());
      return wordless;
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
