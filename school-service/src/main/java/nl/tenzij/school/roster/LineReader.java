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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import nl.tenzij.ledger.privacy.CitizenNumber;
import nl.tenzij.school.roster.Line.Status;

/**
 * Reads one file of a package line by line, in constant memory. What is wrong with a line by itself
 * is found here; what is wrong between lines is found once all are known.
 */
final class LineReader implements Iterator<Line> {

  private static final int LONGEST_FIELD = 64 * 1024;
  private static final int MOST_FIELDS = 300;
  private static final char UNDECODABLE = '\uFFFD';
  private static final String AGENTS = "agentSourcedIds";
  private static final Format STATUS = Format.OneOf.of("active", "tobedeleted");

  /**
   * A password is not read at all; a phone number may look like a citizen number by chance. Under
   * whatever spelling of the name.
   */
  private static final Set<String> NEVER_LOOKED_AT =
      Set.of("password", "sms", "phone", "status", "datelastmodified");

  /** What a thing is called by the school may have years and numbers in it. */
  private static final String TITLE = "title";

  private final RosterFile file;
  private final Numbering numbering;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private final List<Finding> remarks = new ArrayList<>();
  private final Column[] columns;
  private final int[] places;
  private final int statusAt;
  private final int modifiedAt;
  private final boolean[] lookedAt;
  private final boolean[] citizenColumn;
  private final boolean[] titles;
  private final Set<String> remarked = new HashSet<>();
  private CsvRecord ahead;

  /** Tells where a line of what is read stands in the file. */
  interface Numbering {
    Numbering AS_READ = line -> new Place(line, null);

    Place at(long line);
  }

  /**
   * @param number in the file
   * @param block null where the file is not looked at in runs of lines
   */
  record Place(long number, Block block) {}

  LineReader(RosterFile file, InputStream bytes) {
    this(file, Opening.of(bytes), Numbering.AS_READ);
  }

  /**
   * Reads the header.
   *
   * @throws FileRefused where the file as a whole can't be taken
   */
  LineReader(RosterFile file, Opening opening, Numbering numbering) {
    this.file = file;
    this.numbering = numbering;
    this.records = records(opening);
    CsvRecord first = nextRecord();
    if (first == null) {
      throw refused(0, "", "empty-file", "a file that is there has a header and lines");
    }
    if (opening.separator() != ',') {
      remark("", "separator", "fields are comma separated");
    }
    this.header = header(first);
    this.columns = file.columns().toArray(Column[]::new);
    this.places = Arrays.stream(columns).mapToInt(column -> place(column.name())).toArray();
    this.statusAt = place("status");
    this.modifiedAt = place("dateLastModified");
    this.lookedAt = new boolean[header.size()];
    this.citizenColumn = new boolean[header.size()];
    this.titles = new boolean[header.size()];
    lookAtHeader();
    this.ahead = advance();
  }

  private static Iterator<CsvRecord> records(Opening opening) {
    return CsvReader.builder()
        .fieldSeparator(opening.separator())
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .build(
            CsvRecordHandler.builder().maxFieldSize(LONGEST_FIELD).maxFields(MOST_FIELDS).build(),
            opening.bytes(),
            StandardCharsets.UTF_8)
        .iterator();
  }

  /** About the header. */
  List<Finding> remarks() {
    return List.copyOf(remarks);
  }

  /** Whether the header has one of the columns that we take. */
  boolean hasColumn(String name) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].name().equals(name)) {
        return places[i] >= 0;
      }
    }
    return false;
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
    List<String> names = first.getFields().stream().map(String::strip).toList();
    if (names.stream()
        .anyMatch(name -> name.indexOf(UNDECODABLE) >= 0 || name.indexOf('\0') >= 0)) {
      throw refused(1, "", "encoding", "the file is not in UTF-8");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw refused(1, name, "column-twice", "a column stands in the header once");
      }
    }
    return names;
  }

  private void lookAtHeader() {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isRequired() && places[i] < 0) {
        missing.add(columns[i].name());
      }
    }
    if (!missing.isEmpty()) {
      throw refused(
          1,
          missing.getFirst(),
          "column-missing",
          "the header lacks " + String.join(", ", missing));
    }
    for (int i = 0; i < header.size(); i++) {
      String name = bare(header.get(i));
      lookedAt[i] = !NEVER_LOOKED_AT.contains(name) && !file.numbersOrganisations(name);
      titles[i] = name.equals(TITLE);
      citizenColumn[i] = CitizenNumber.isColumn(header.get(i));
    }
  }

  /** A column's place: by its name, else by a name that differs in case or in signs only. */
  private int place(String name) {
    int exact = header.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    int found = -1;
    for (int i = 0; i < header.size(); i++) {
      if (bare(header.get(i)).equals(bare(name))) {
        if (found >= 0) {
          throw refused(1, name, "column-twice", "a column stands in the header once");
        }
        found = i;
      }
    }
    if (found >= 0) {
      boolean ofCase = header.get(found).equalsIgnoreCase(name);
      remark(
          name,
          ofCase ? "header-case" : "header-name",
          ofCase ? "header names are case-sensitive" : "header names have one spelling");
    }
    return found;
  }

  private static String bare(String name) {
    StringBuilder bare = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (Character.isLetterOrDigit(c) || c == '.') {
        bare.append(Character.toLowerCase(c));
      }
    }
    return bare.toString();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Line next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Line line = line(ahead);
    ahead = advance();
    return line;
  }

  /** Lines of nothing but separators say nothing. */
  private CsvRecord advance() {
    CsvRecord row = nextRecord();
    while (row != null && isBlank(row)) {
      row = nextRecord();
    }
    return row;
  }

  private static boolean isBlank(CsvRecord row) {
    for (int i = 0; i < row.getFieldCount(); i++) {
      if (!row.getField(i).isBlank()) {
        return false;
      }
    }
    return true;
  }

  private Line line(CsvRecord row) {
    Place place = numbering.at(row.getStartingLineNumber());
    About about = new About(place.number());
    checkShape(row, about);
    Map<String, String> cells = HashMap.newHashMap(columns.length);
    for (int i = 0; i < columns.length; i++) {
      String value = take(row, i, about);
      if (value != null) {
        cells.put(columns[i].name(), value);
      }
    }
    noteUnread(cells, about);
    new Cells(cells).endsBeforeItBegins().ifPresent(why -> about.refuse("endDate", "order", why));
    Status status = status(row, about);
    checkNoCitizenNumber(row, cells, about);
    String sourcedId = cells.get("sourcedId");
    if (about.isRefused()) {
      cells.keySet().retainAll(file.pointing());
    }
    return new Line(
        place.number(), place.block(), sourcedId, status, cells, about.findings, about.clean);
  }

  /** What is found of one line. */
  private final class About {
    private final long number;
    private List<Finding> findings = List.of();
    private final Set<String> unread = new TreeSet<>();
    private boolean restrictionUnread;
    private boolean clean = true;

    About(long number) {
      this.number = number;
    }

    void refuse(String column, String code, String detail) {
      add(refusal(number, column, code, detail));
    }

    /** A value that can't be read: the line is taken without it where it can be. Said each time. */
    void notTaken(Column column, String why) {
      if (column.isIndispensable()) {
        refuse(column.name(), "format", why);
        return;
      }
      unread.add(column.name());
      restrictionUnread |= column.isRestricting();
      String without =
          column.isRestricting()
              ? "; the line was taken without it, and with the guardians that were known"
              : "; the line was taken without it";
      add(Finding.remark(file.fileName(), number, column.name(), "format", why + without));
    }

    /** Said with the first line of its kind. */
    void remark(String column, String code, String detail) {
      clean = false;
      if (remarked.add(column + ' ' + code)) {
        add(
            Finding.remark(
                file.fileName(),
                number,
                column,
                code,
                detail + "; said of the first such line only"));
      }
    }

    boolean isRefused() {
      return !findings.isEmpty() && findings.stream().anyMatch(Finding::isRefusal);
    }

    private void add(Finding finding) {
      clean = false;
      if (findings.isEmpty()) {
        findings = new ArrayList<>();
      }
      findings.add(finding);
    }
  }

  private void checkShape(CsvRecord row, About about) {
    boolean broken = false;
    int fields = row.getFieldCount();
    for (int i = 0; i < fields; i++) {
      String field = row.getField(i);
      broken |= field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0;
      if (field.indexOf(UNDECODABLE) >= 0 || field.indexOf('\0') >= 0) {
        about.refuse(nameOf(i), "encoding", "is not in UTF-8");
      }
    }
    if (broken && fields != header.size()) {
      throw refused(
          about.number,
          "",
          "quoting",
          "from this line on it is not clear where a field ends (RFC 4180)");
    }
    if (broken) {
      about.refuse("", "line-break", "a field has no line break in it");
    }
    if (fields > header.size() && isBlankBeyondHeader(row)) {
      about.remark("", "blank-fields", "has blank fields beyond the header's");
    } else if (fields != header.size()) {
      about.refuse(
          "",
          "field-count",
          "has %d fields where the header has %d".formatted(fields, header.size()));
    }
  }

  private boolean isBlankBeyondHeader(CsvRecord row) {
    for (int i = header.size(); i < row.getFieldCount(); i++) {
      if (!row.getField(i).isBlank()) {
        return false;
      }
    }
    return true;
  }

  private String nameOf(int place) {
    return place < header.size() ? header.get(place) : "";
  }

  private static String field(CsvRecord row, int place) {
    return place < 0 || place >= row.getFieldCount() ? "" : row.getField(place).strip();
  }

  /** Null where nothing is said, or nothing that can be taken. */
  private String take(CsvRecord row, int index, About about) {
    Column column = columns[index];
    String raw = field(row, places[index]);
    if (raw.isEmpty() && column.isRequired()) {
      about.refuse(column.name(), "required", "has a value on every line");
    }
    Format.Taken taken = raw.isEmpty() ? Format.Taken.as("") : column.take(raw);
    if (taken.wrong() != null) {
      about.notTaken(column, taken.wrong());
      return null;
    }
    if (taken.mended() != null) {
      about.remark(column.name(), taken.mended(), taken.advice());
    }
    String value = taken.value();
    return value.isEmpty() && !(places[index] >= 0 && column.speaksEvenEmpty()) ? null : value;
  }

  /** What can't be read is as it was known; a guardian whom it may restrict is not tied by it. */
  private static void noteUnread(Map<String, String> cells, About about) {
    if (about.unread.isEmpty()) {
      return;
    }
    if (about.restrictionUnread) {
      cells.remove(AGENTS);
      about.unread.add(AGENTS);
    }
    cells.put(Cells.UNREAD, String.join(",", about.unread));
  }

  private static String take(String column, Format format, String raw, About about) {
    Format.Taken taken = format.take(raw);
    if (taken.wrong() != null) {
      about.refuse(column, "format", taken.wrong());
    } else if (taken.mended() != null) {
      about.remark(column, taken.mended(), taken.advice());
    }
    return taken.value();
  }

  /** A line with a status makes its file a delta; it then has the moment of the change too. */
  private Status status(CsvRecord row, About about) {
    String raw = field(row, statusAt);
    if (raw.isEmpty()) {
      return null;
    }
    if (field(row, modifiedAt).isEmpty()) {
      about.refuse("dateLastModified", "required", "has a value on every line with a status");
    }
    return take("status", STATUS, raw, about).equals("tobedeleted")
        ? Status.TO_BE_DELETED
        : Status.ACTIVE;
  }

  private void checkNoCitizenNumber(CsvRecord row, Map<String, String> cells, About about) {
    for (int i = 0; i < Math.min(row.getFieldCount(), header.size()); i++) {
      String value = row.getField(i);
      if (!lookedAt[i] || value.isBlank()) {
        continue;
      }
      boolean found = titles[i] ? CitizenNumber.isWrittenIn(value) : CitizenNumber.isIn(value);
      if (citizenColumn[i] || found || isNamed(value)) {
        about.refuse(
            header.get(i),
            "citizen-number",
            "holds what looks like a citizen number (BSN); use a pseudonym");
        forget(i, cells);
      }
    }
  }

  /** Nothing of it is kept, not even until the import is done. */
  private void forget(int place, Map<String, String> cells) {
    for (int i = 0; i < columns.length; i++) {
      if (places[i] == place) {
        cells.remove(columns[i].name());
      }
    }
  }

  private static boolean isNamed(String value) {
    return value.indexOf(':') > 0 && CitizenNumber.isNamedIn(value);
  }

  private void remark(String column, String code, String detail) {
    remarks.add(Finding.remark(file.fileName(), 1, column, code, detail));
  }

  private Finding refusal(long line, String column, String code, String detail) {
    return Finding.refusal(file, line, column, code, detail);
  }

  private FileRefused refused(long line, String column, String code, String detail) {
    return new FileRefused(refusal(line, column, code, detail));
  }
}
