package nl.tenzij.school.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import nl.tenzij.school.roster.NewBlocks.Known;

/**
 * Reads a package's lines, as far as they are not known, and copies them to where they can be
 * looked at together. For a worker thread; memory stays the same whatever the size.
 */
final class PackageReading implements AutoCloseable {

  private static final String RECORDS =
      "roster_record (roster, import, file, line, id, status, outcome, mark, block, user_id,"
          + " class_id, org_id, role, begins, ends, agents, cells)";
  private static final String PERSONS = "roster_person (import, line, id, cells)";
  private static final String SEEN =
      "roster_seen (import, file, hash, known, clean, lines, outside, disabled, first_disabled)";
  private static final String FINDINGS =
      "roster_finding (import, weight, file, line, \"column\", code, detail)";

  /** The database's work on a line takes longer than ours: two of its processes share it. */
  private static final int RECORDS_AT_ONCE = 2;

  private static final int LINES_IN_TURN = 1_000;

  private final Task task;
  private final ObjectMapper json;
  private final List<Copy> records = new ArrayList<>();
  private final Copy persons;
  private final Copy seen;
  private final Copy findings;
  private final List<Copy> copies = new ArrayList<>();
  private final Map<Boolean, Integer> told = new HashMap<>();
  private final List<StagedFile> files = new ArrayList<>();

  /**
   * @param number of the import
   * @param known runs of lines that need not be read
   * @param findingsAtMost of a weight
   * @param done lines so far
   * @param worker who has the import
   */
  record Task(
      ImportId of,
      int number,
      KeptRosters.Kept kept,
      Map<RosterFile, Map<UUID, Known>> known,
      Set<RosterFile> deltas,
      int findingsAtMost,
      AtomicLong done,
      UUID worker) {}

  PackageReading(Task task, DataSource database, ObjectMapper json) {
    this.task = task;
    this.json = json;
    for (int i = 0; i < RECORDS_AT_ONCE; i++) {
      records.add(open(database, RECORDS));
    }
    this.persons = open(database, PERSONS);
    this.seen = open(database, SEEN);
    this.findings = open(database, FINDINGS);
  }

  /** Where one can't be opened, those before it are given back. */
  private Copy open(DataSource database, String into) {
    try {
      Copy copy = new Copy(database, into);
      copies.add(copy);
      return copy;
    } catch (Copy.Failed away) {
      close();
      throw away;
    }
  }

  /** Reads all there is. */
  List<StagedFile> read(InputStream bytes) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(bytes, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Optional<RosterFile> file = RosterFile.named(entry.getName());
        if (file.isPresent()) {
          files.add(read(file.get(), new LeftOpen(zip)));
        }
      }
    }
    copies.reversed().forEach(copy -> copy.finish(this::isHeld));
    return files;
  }

  /** Lines that a worker wrote who has lost the import would stand beside the other's. */
  private boolean isHeld(Connection connection) throws SQLException {
    try (PreparedStatement held =
        connection.prepareStatement(
            "select 1 from roster_import where number = ? and worker = ? and state = 'RUNNING' for"
                + " share")) {
      held.setInt(1, task.number());
      held.setObject(2, task.worker());
      try (ResultSet found = held.executeQuery()) {
        return found.next();
      }
    }
  }

  private StagedFile read(RosterFile file, InputStream content) {
    StagedFile staged = new StagedFile(file);
    try {
      Opening opening = Opening.of(content);
      NewBlocks blocks =
          new NewBlocks(
              opening.bytes(),
              new Marks(task.kept().key(), file),
              task.known().getOrDefault(file, Map.of()),
              (hash, known, firstInFile) -> skip(staged, hash, known, firstInFile),
              block -> note(file, block));
      LineReader reader = new LineReader(file, new Opening(blocks, opening.separator()), blocks);
      reader.remarks().forEach(this::tell);
      staged.has(reader::hasColumn);
      Marks marks = new Marks(task.kept().key(), file);
      while (reader.hasNext()) {
        take(staged, reader.next(), marks);
      }
      blocks.end();
      staged.remarks().forEach(this::tell);
      if (staged.read() == 0) {
        empty(staged);
      }
    } catch (FileRefused refused) {
      tell(refused.finding());
      staged.refuse();
    }
    return staged;
  }

  /** In a delta that has nothing to say of a file, its header alone is well meant. */
  private void empty(StagedFile staged) {
    RosterFile file = staged.file();
    if (!task.deltas().contains(file)) {
      throw new FileRefused(
          Finding.refusal(file, 0, "", "empty-file", "a file that is there has lines"));
    }
    tell(Finding.remark(file.fileName(), 0, "", "empty-file", "a file that is there has lines"));
  }

  private void skip(StagedFile staged, UUID hash, Known known, long firstInFile) {
    staged.skip(known, firstInFile);
    task.done().addAndGet(known.lines());
    seen.field(task.number()).field(staged.file().base()).field(hash).field(true).field(true);
    seen.field(known.lines()).field(known.outside());
    seen.field(known.disabled()).field(known.firstDisabled()).endRow();
  }

  private void note(RosterFile file, Block block) {
    seen.field(task.number()).field(file.base()).field(block.hash()).field(false);
    seen.field(block.clean()).field(block.lines()).field(block.outside());
    seen.field(block.disabled()).field(block.firstDisabled()).endRow();
  }

  private void take(StagedFile staged, Line line, Marks marks) {
    RosterFile file = staged.file();
    staged.read(line);
    task.done().incrementAndGet();
    line.findings().forEach(this::tell);
    Map<String, String> cells = line.cells();
    String org = file.org(cells);
    boolean outside = file.isOfOneSchool() && org != null && !org.equals(task.of().school().id());
    if (line.block() != null) {
      line.block().has(line, outside);
    }
    if (outside && file == RosterFile.ENROLLMENTS && line.status() == null) {
      staged.drop(line, org);
      return;
    }
    keep(file, line, outside, line.isRefused() ? null : marks.of(file.columns(), cells));
  }

  private void keep(RosterFile file, Line line, boolean outside, UUID mark) {
    Map<String, String> cells = line.cells();
    Copy row = records.get((int) (line.number() / LINES_IN_TURN % RECORDS_AT_ONCE));
    row.field(task.kept().number()).field(task.number()).field(file.base());
    row.field(line.number()).field(line.sourcedId()).field(status(line));
    row.field(line.isRefused() ? "REFUSED" : outside ? "OUTSIDE" : null).field(mark);
    row.field(block(line));
    row.field(cells.get("userSourcedId")).field(cells.get("classSourcedId"));
    row.field(another(file.org(cells))).field(cells.get("role"));
    row.field(file.begins(cells)).field(file.ends(cells));
    row.field(array(cells.get("agentSourcedIds"))).field(json(file.linking(cells))).endRow();
    if (file == RosterFile.USERS && !line.isRefused()) {
      persons.field(task.number()).field(line.number()).field(line.sourcedId());
      persons.field(json(file.personal(cells))).endRow();
    }
  }

  /** An organisation that is not the school: of most lines it is, which goes without saying. */
  private String another(String org) {
    return task.of().school().id().equals(org) ? null : org;
  }

  /** A line of a delta belongs to no run: runs are those of whole sets. */
  private static UUID block(Line line) {
    return line.block() == null || line.status() != null ? null : line.block().hash();
  }

  private static String status(Line line) {
    return line.status() == null ? null : line.status().written();
  }

  /** Ids have no quotes nor backslashes in them. */
  private static String array(String list) {
    return list == null ? null : "{\"" + list.replace(",", "\",\"") + "\"}";
  }

  private String json(Map<String, String> cells) {
    if (cells.isEmpty()) {
      return null;
    }
    try {
      return json.writeValueAsString(cells);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void tell(Finding finding) {
    if (told.merge(finding.isRefusal(), 1, Integer::sum) > task.findingsAtMost()) {
      return;
    }
    findings.field(task.of().id()).field(finding.weight()).field(finding.file());
    findings.field(finding.line()).field(finding.column()).field(finding.code());
    findings.field(finding.detail()).endRow();
  }

  @Override
  public void close() {
    Copy.Failed failure = null;
    for (Copy copy : copies) {
      try {
        copy.close();
      } catch (Copy.Failed broken) {
        failure = broken;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static final class LeftOpen extends FilterInputStream {
    LeftOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The zip goes on after this file.
    }
  }
}
