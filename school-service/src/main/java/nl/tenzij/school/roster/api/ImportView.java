package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.school.roster.Finding;
import nl.tenzij.school.roster.ImportReport;
import nl.tenzij.school.roster.ImportReport.FileCounts;
import nl.tenzij.school.roster.ImportReport.Leaving;
import nl.tenzij.school.roster.ImportReport.Progress;
import nl.tenzij.school.roster.ImportReport.State;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The report of an import.
 *
 * @param refusalsNotListed lines that were refused and do not stand among the refusals, because
 *     there are too many to list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportView(
    UUID id,
    String school,
    State state,
    Instant acceptedAt,
    Instant finishedAt,
    Progress progress,
    Leaving leaving,
    @Schema(description = ImportReport.WAITS_SINCE) Instant waitsSince,
    @Schema(description = ImportReport.WAITS_UNTIL) Instant waitsUntil,
    List<FileCounts> files,
    List<FindingView> refusals,
    long refusalsNotListed,
    List<FindingView> remarks) {

  /**
   * @param line 1 is the header; 0 means the file as a whole
   * @param column empty where it is about the line as a whole
   */
  public record FindingView(String file, long line, String column, String code, String detail) {
    static FindingView of(Finding finding) {
      return new FindingView(
          finding.file(), finding.line(), finding.column(), finding.code(), finding.detail());
    }
  }

  static ImportView of(ImportReport report) {
    return new ImportView(
        report.id(),
        report.school(),
        report.state(),
        report.acceptedAt(),
        report.finishedAt(),
        report.progress(),
        report.leaving(),
        report.waitsSince(),
        report.waitsUntil(),
        report.files(),
        report.refusals().stream().map(FindingView::of).toList(),
        report.refusalsNotListed(),
        report.remarks().stream().map(FindingView::of).toList());
  }
}
