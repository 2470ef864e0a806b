package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class QuietLogsTest {

  private final QuietLogs quiet = new QuietLogs();

  @Test
  void cutsQueriesOff() {
    ExtLogRecord line = line("HTTP request to %s failed", "/api/v1/x?pupil=p-sam&at=now");
    assertThat(quiet.isLoggable(line)).isTrue();
    assertThat(line.getFormattedMessage()).contains("/api/v1/x?…").doesNotContain("p-sam");
  }

  @Test
  void leavesOtherLinesAlone() {
    ExtLogRecord line = line("Is %s up? 100 %s sure", "it");
    line.setParameters(new Object[] {"Kafka", "%"});
    quiet.isLoggable(line);
    assertThat(line.getFormattedMessage()).isEqualTo("Is Kafka up? 100 % sure");
  }

  @Test
  void keepsWhatFailedButNotItsWords() {
    ExtLogRecord line = line("failed");
    line.setThrown(
        new IllegalStateException("about p-sam", new IllegalArgumentException("p-noa, 12 years")));
    quiet.isLoggable(line);
    StringWriter shown = new StringWriter();
    line.getThrown().printStackTrace(new PrintWriter(shown));
    assertThat(shown.toString())
        .contains("java.lang.IllegalStateException")
        .contains("Caused by: java.lang.IllegalArgumentException")
        .contains("QuietLogsTest")
        .doesNotContain("p-sam")
        .doesNotContain("p-noa");
  }

  @Test
  void keepsTheWordsOfWhatKnowsNobody() {
    ExtLogRecord line = line("failed");
    line.setThrown(new IllegalStateException("p-sam", new ConnectException("refused: db:5432")));
    quiet.isLoggable(line);
    assertThat(line.getThrown().getCause())
        .hasToString("java.net.ConnectException: refused: db:5432");
  }

  private static ExtLogRecord line(String format, Object... parameters) {
    ExtLogRecord line =
        new ExtLogRecord(Level.INFO, format, ExtLogRecord.FormatStyle.PRINTF, "test");
    line.setParameters(parameters);
    return line;
  }
}
