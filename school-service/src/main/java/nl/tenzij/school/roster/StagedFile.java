package nl.tenzij.school.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is known of a file of a package once its lines were read. */
final class StagedFile {

  private static final int LINES_NAMED = 100;

  private final RosterFile file;
  private final Map<String, Outside> outside = new HashMap<>();
  private boolean delta;
  private boolean refused;
  private boolean agentsUnsaid;
  private long read;
  private long skippedOutside;
  private long disabled;
  private long firstDisabled;

  /** Lines about an organisation that is not the school, which were not kept. */
  static final class Outside {
    private final List<Long> some = new ArrayList<>();
    private long lines;

    long lines() {
      return lines;
    }

    List<Long> some() {
      return some;
    }
  }

  StagedFile(RosterFile file) {
    this.file = file;
  }

  RosterFile file() {
    return file;
  }

  /**
   * @param firstInFile the line with which the run begins
   */
  void skip(NewBlocks.Known known, long firstInFile) {
    read += known.lines();
    skippedOutside += known.outside();
    disabled(known.disabled(), firstInFile + known.firstDisabled());
  }

  void read(Line line) {
    read++;
    delta |= line.status() != null;
    disabled(file == RosterFile.USERS && line.isDisabled() ? 1 : 0, line.number());
  }

  /** A run that is known is met before lines ahead of it were read. */
  private void disabled(int lines, long first) {
    if (lines > 0) {
      firstDisabled = disabled == 0 ? first : Math.min(firstDisabled, first);
      disabled += lines;
    }
  }

  /** What is told of the file as a whole, once all of it was read. */
  List<Finding> remarks() {
    return disabled == 0
        ? List.of()
        : List.of(
            Finding.remark(
                file.fileName(),
                firstDisabled,
                "enabledUser",
                "account-disabled",
                "is false on %d lines: that closes an account elsewhere, and does not say that somebody left; they were taken as all others"
                    .formatted(disabled)));
  }

  void drop(Line line, String org) {
    Outside of = outside.computeIfAbsent(org, unknown -> new Outside());
    of.lines++;
    if (of.some.size() < LINES_NAMED) {
      of.some.add(line.number());
    }
  }

  void refuse() {
    refused = true;
  }

  /**
   * @param columns of its header
   */
  void has(Predicate<String> columns) {
    agentsUnsaid = file == RosterFile.USERS && !columns.test("agentSourcedIds");
  }

  /** Whether it can say at all who is whose guardian. */
  boolean saysAgents() {
    return !agentsUnsaid;
  }

  boolean isDelta() {
    return delta;
  }

  boolean isRefused() {
    return refused;
  }

  long read() {
    return read;
  }

  long skippedOutside() {
    return skippedOutside;
  }

  Map<String, Outside> outside() {
    return outside;
  }
}
