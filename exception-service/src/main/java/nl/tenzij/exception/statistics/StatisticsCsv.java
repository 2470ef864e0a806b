package nl.tenzij.exception.statistics;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The same figures as a table for a spreadsheet (RFC 4180), one figure a line. */
final class StatisticsCsv {

  static final String TYPE = "text/csv";

  /** A cell that begins so is taken for a formula by spreadsheets. */
  private static final String FORMULA = "=+-@\t\r\n";

  private StatisticsCsv() {}

  /**
   * Of all that is told, the part of these schools. Only in the whole of it a number that is not
   * told is one that is too small. In a part it can be a neighbour's that is, and a mark of its own
   * for either would tell whose.
   */
  static String of(StatisticsView all, List<StatisticsView.School> asked) {
    return of(all.only(asked), asked.equals(all.schools()) ? "<" + all.hiddenBelow() : "");
  }

  private static String of(StatisticsView view, String untold) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(
          "schoolYear", "figure", "sectors", "schools", "by", "keys", "count", "medianDays");
      for (Told told : view.figures()) {
        csv.writeRecord(
            view.schoolYear(),
            told.figure().name(),
            cell(String.join(" ", told.sectors())),
            cell(String.join(" ", told.schools())),
            told.by() == null ? "" : told.by().name(),
            told.keys() == null ? "" : cell(String.join(" ", told.keys())),
            told.count() == null ? untold : told.count().toString(),
            told.medianDays() == null ? "" : told.medianDays().toString());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** What comes from a roster is never taken for a formula: an apostrophe makes it a text. */
  static String cell(String text) {
    return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : '\'' + text;
  }
}
