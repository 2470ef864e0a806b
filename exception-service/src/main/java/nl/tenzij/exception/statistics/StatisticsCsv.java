package nl.tenzij.exception.statistics;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** The same figures as a table for a spreadsheet (RFC 4180), one figure a line. */
@Provider
@Produces(StatisticsCsv.TYPE)
public class StatisticsCsv implements ServerMessageBodyWriter<StatisticsView> {

  static final String TYPE = "text/csv";

  /** A cell that begins so is taken for a formula by spreadsheets. */
  private static final String FORMULA = "=+-@\t\r\n";

  static String of(StatisticsView view) {
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
            told.count() == null ? "<" + view.hiddenBelow() : told.count().toString(),
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

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == StatisticsView.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == StatisticsView.class;
  }

  @Override
  public void writeResponse(StatisticsView view, Type genericType, ServerRequestContext context) {
    context.serverResponse().end(of(view).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void writeTo(
      StatisticsView view,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(of(view).getBytes(StandardCharsets.UTF_8));
  }
}
