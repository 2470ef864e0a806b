package nl.tenzij.exception.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Figures over a board's schools, as far as they may be told to who asks.
 *
 * @param hiddenBelow counts below this are not told, nor what they could be computed from
 */
@Schema(name = "Statistics", description = "Figures over a board's schools in a school year.")
public record StatisticsView(
    String board,
    String schoolYear,
    @Schema(description = "First day that counts.") LocalDate from,
    @Schema(description = "Last day that counts.") LocalDate until,
    Instant asOf,
    @Schema(description = "Counts below this are not told, nor what they could be computed from.")
        long hiddenBelow,
    List<School> schools,
    List<Told> figures) {

  /** One that the figures are of. */
  @Schema(name = "StatisticsSchool", description = "A school that the figures are of.")
  public record School(String school, String sector) {}

  /** The part of it that is of these schools. */
  StatisticsView only(List<School> asked) {
    return new StatisticsView(
        board,
        schoolYear,
        from,
        until,
        asOf,
        hiddenBelow,
        asked,
        asked.equals(schools) ? figures : Release.only(figures, asked));
  }
}
