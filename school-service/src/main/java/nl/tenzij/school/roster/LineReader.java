package nl.tenzij.school.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one file of a package line by line, in constant memory. What is wrong with a line by itself
 * is found here; what is wrong between lines is found once all are known.
 */
final class LineReader implements Iterator<Line> {

  private static final int LONGEST_FIELD = 64 * 1024;
  private static final int MOST_FIELDS = 300;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char UNDECODABLE = '\uFFFD';

  private final RosterFile file;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private final List<Finding> remarks = new ArrayList<>();
  private final Map<Column, Integer> places = new HashMap<>();

  /**
   * Reads the header.
   *
   * @throws FileRefused where the file as a whole can't be taken
   */
  LineReader(RosterFile file, InputStream bytes) {
    this.file = file;
    this.records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(
                CsvRecordHandler.builder()
                    .maxFieldSize(LONGEST_FIELD)
                    .maxFields(MOST_FIELDS)
                    .build(),
                bytes,
                StandardCharsets.UTF_8)
            .iterator();
    CsvRecord first = nextRecord();
    if (first == null) {
      throw refused(0, "", "empty-file", "a file that is there has a header and lines");
    }
    this.header = header(first);
    placeColumns();
  }

  /** About the header. */
  List<Finding> remarks() {
    return List.copyOf(remarks);
  }

  private CsvRecord nextRecord() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException broken) {
      throw refused(0, "", "quoting", "from here on it is not clear where a field ends (RFC 4180)");
    } catch (UncheckedIOException unreadable) {
      throw refused(0, "", "unreadable", "the file can't be unpacked to its end");
    }
  }

  private List<String> header(CsvRecord first) {
    List<String> names = new ArrayList<>();
    for (String field : first.getFields()) {
      String name = field.strip();
      if (names.isEmpty() && !name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK) {
        name = unquoted(name.substring(1));
      }
      names.add(name);
    }
    if (names.stream()
        .anyMatch(name -> name.indexOf(UNDECODABLE) >= 0 || name.indexOf('\0') >= 0)) {
      throw refused(1, "", "encoding", "the file is not in UTF-8");
    }
    return names;
  }

  /** A byte order mark before a quote keeps the reader from seeing the quote. */
  private static String unquoted(String name) {
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1) : name;
  }

  private void placeColumns() {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw refused(1, name, "column-twice", "a column stands in the header once");
      }
    }
    for (Column column : file.columns()) {
      place(column);
    }
    List<String> missing =
        file.columns().stream()
            .filter(column -> column.required() && !places.containsKey(column))
            .map(Column::name)
            .toList();
    if (!missing.isEmpty()) {
      throw refused(
          1,
          missing.getFirst(),
          "column-missing",
          "the header lacks " + String.join(", ", missing));
    }
  }

  private void place(Column column) {
    int exact = header.indexOf(column.name());
    if (exact >= 0) {
      places.put(column, exact);
      return;
    }
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).equalsIgnoreCase(column.name())) {
        places.put(column, i);
        remark(1, column.name(), "header-case", "header names are case-sensitive");
        return;
      }
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return records.hasNext();
    } catch (CsvParseException broken) {
      throw refused(
          0, "", "quoting", "from some line on it is not clear where a field ends (RFC 4180)");
    } catch (UncheckedIOException unreadable) {
      throw refused(0, "", "unreadable", "the file can't be unpacked to its end");
    }
  }

  @Override
  public Line next() {
    CsvRecord row = nextRecord();
    long number = row.getStartingLineNumber();
    List<Finding> findings = new ArrayList<>();
    checkShape(row, findings);
    Map<String, String> cells = new HashMap<>();
    String sourcedId = null;
    for (Column column : file.columns()) {
      String value = take(row, column, findings);
      if (!value.isEmpty()) {
        cells.put(column.name(), value);
      }
      if (column.name().equals("sourcedId") && !value.isEmpty()) {
        sourcedId = value;
      }
    }
    checkStatus(row, findings);
    if (file == RosterFile.USERS) {
      checkNoCitizenNumber(row, findings);
    }
    boolean refused = findings.stream().anyMatch(Finding::isRefusal);
    return new Line(number, sourcedId, refused ? Map.of() : Map.copyOf(cells), findings);
  }

  private void checkShape(CsvRecord row, List<Finding> findings) {
    long number = row.getStartingLineNumber();
    boolean broken =
        row.getFields().stream()
            .anyMatch(field -> field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0);
    boolean otherCount = row.getFieldCount() != header.size();
    if (broken && otherCount) {
      throw refused(
          number, "", "quoting", "from this line on it is not clear where a field ends (RFC 4180)");
    }
    if (broken) {
      findings.add(refusal(number, "", "line-break", "a field has no line break in it"));
    }
    if (otherCount) {
      findings.add(
          refusal(
              number,
              "",
              "field-count",
              "has %d fields where the header has %d"
                  .formatted(row.getFieldCount(), header.size())));
    }
    for (int i = 0; i < row.getFieldCount(); i++) {
      String field = row.getField(i);
      if (field.indexOf(UNDECODABLE) >= 0 || field.indexOf('\0') >= 0) {
        findings.add(refusal(number, nameOf(i), "encoding", "is not in UTF-8"));
      }
    }
  }

  private String nameOf(int place) {
    return place < header.size() ? header.get(place) : "";
  }

  private String take(CsvRecord row, Column column, List<Finding> findings) {
    long number = row.getStartingLineNumber();
    Integer place = places.get(column);
    String raw = place == null || place >= row.getFieldCount() ? "" : row.getField(place).strip();
    if (raw.isEmpty()) {
      if (column.required()) {
        findings.add(refusal(number, column.name(), "required", "has a value on every line"));
      }
      return "";
    }
    Format.Taken taken = column.format().take(raw);
    taken.wrong().ifPresent(why -> findings.add(refusal(number, column.name(), "format", why)));
    if (taken.mended()) {
      findings.add(
          Finding.remark(
              file.fileName(), number, column.name(), "value-case", "values are case-sensitive"));
    }
    return taken.value();
  }

  /** In a whole set nothing has a status of its own. */
  private void checkStatus(CsvRecord row, List<Finding> findings) {
    int place = header.indexOf("status");
    if (place < 0 || place >= row.getFieldCount() || row.getField(place).isBlank()) {
      return;
    }
    throw refused(
        row.getStartingLineNumber(),
        "status",
        "delta",
        "a line with a status makes the file a delta; send the whole set (bulk)");
  }

  private void checkNoCitizenNumber(CsvRecord row, List<Finding> findings) {
    for (int i = 0; i < Math.min(row.getFieldCount(), header.size()); i++) {
      String name = header.get(i);
      String value = row.getField(i);
      if (NEVER_LOOKED_AT.contains(name) || value.length() < 3) {
        continue;
      }
      boolean named = name.equals("userIds") && CitizenNumber.isNamedIn(value);
      if (named || CitizenNumber.isIn(value)) {
        findings.add(
            refusal(
                row.getStartingLineNumber(),
                name,
                "citizen-number",
                "holds what looks like a citizen number (BSN); use a pseudonym"));
      }
    }
  }

  /** A password is not read at all; a phone number may look like a citizen number by chance. */
  private static final Set<String> NEVER_LOOKED_AT =
      Set.of("password", "sms", "phone", "dateLastModified");

  private void remark(long line, String column, String code, String detail) {
    remarks.add(Finding.remark(file.fileName(), line, column, code, detail));
  }

  private Finding refusal(long line, String column, String code, String detail) {
    return Finding.refusal(file, line, column, code, detail);
  }

  private FileRefused refused(long line, String column, String code, String detail) {
    return new FileRefused(refusal(line, column, code, detail));
  }
}
