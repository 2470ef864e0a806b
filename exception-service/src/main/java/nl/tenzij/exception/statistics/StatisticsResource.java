package nl.tenzij.exception.statistics;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Invalid;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Figures over a board's schools. */
@Path("/api/v1/boards/{board}/statistics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "statistics")
public class StatisticsResource {

  private static final String BOARD = "board";
  private static final String HEAD = "head";
  private static final String YEARS = "20[0-9]{2}-20[0-9]{2}";
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";

  private final Caller caller;
  private final Statistics statistics;
  private final Consistency consistency;

  public StatisticsResource(Caller caller, Statistics statistics, Consistency consistency) {
    this.caller = caller;
    this.statistics = statistics;
    this.consistency = consistency;
  }

  @GET
  @Roles({BOARD, HEAD})
  @Operation(
      operationId = "readStatistics",
      summary = "Figures over the board's schools in a school year",
      description =
          "Requests for exemptions, reviews and suspensions; incidents and sanctions; messages. By"
              + " school, month, year group and what they are. Counts below five are not told, nor"
              + " what they could be computed from: small ones are taken together with their"
              + " neighbours. To a head, what the board is told of the own school.")
  @APIResponse(
      responseCode = "200",
      description =
          "One figure after the other; as CSV one a line. What is not told is null: of the whole"
              + " board a total below five, in CSV <5; of one school, or for a head of some, fewer than five"
              + " or not to be told apart from its neighbours, in CSV an empty cell",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = StatisticsView.class)),
        @Content(mediaType = StatisticsCsv.TYPE, schema = @Schema(type = SchemaType.STRING))
      })
  public Uni<RestResponse<StatisticsView>> figures(
      @PathParam("board") String board,
      @Parameter(
              description =
                  "As 2026-2027, from 1 August until 31 July; without it the present one.")
          @QueryParam("schoolYear")
          @Pattern(regexp = YEARS)
          String schoolYear,
      @Parameter(description = "Only what is told of this school.")
          @QueryParam("school")
          @Pattern(regexp = ID)
          String school) {
    return told(schoolYear)
        .map(
            all ->
                RestResponse.ResponseBuilder.ok(all.only(asked(all.schools(), school)))
                    .header(HttpHeaders.VARY, "Accept")
                    .build());
  }

  /** The same for who asks for CSV; the document tells of both as one. */
  @GET
  @Produces(StatisticsCsv.TYPE + ";qs=0.5")
  @Roles({BOARD, HEAD})
  @Operation(hidden = true)
  public Uni<RestResponse<String>> table(
      @PathParam("board") String board,
      @QueryParam("schoolYear") @Pattern(regexp = YEARS) String schoolYear,
      @QueryParam("school") @Pattern(regexp = ID) String school) {
    return told(schoolYear)
        .map(
            all ->
                RestResponse.ResponseBuilder.ok(StatisticsCsv.of(all, asked(all.schools(), school)))
                    .header(HttpHeaders.VARY, "Accept")
                    .type(StatisticsCsv.TYPE + ";charset=UTF-8")
                    .build());
  }

  private Uni<StatisticsView> told(String schoolYear) {
    SchoolYear year = schoolYear == null ? SchoolYear.of(statistics.today()) : year(schoolYear);
    return consistency
        .reached(ExemptionsCounted.NAME)
        .chain(() -> statistics.of(caller.board(), year));
  }

  private static SchoolYear year(String text) {
    SchoolYear year = new SchoolYear(Integer.parseInt(text.substring(0, 4)));
    if (!year.toString().equals(text)) {
      throw new Invalid("schoolYear", "format", "Two years that follow each other, as 2026-2027.");
    }
    return year;
  }

  /**
   * @throws NotYours where the school asked for is none of the caller's
   */
  private List<StatisticsView.School> asked(List<StatisticsView.School> known, String school) {
    List<StatisticsView.School> asked =
        known.stream()
            .filter(each -> isMine(each.school()))
            .filter(each -> school == null || each.school().equals(school))
            .toList();
    if (school != null && asked.isEmpty()) {
      throw new NotYours();
    }
    return asked;
  }

  private boolean isMine(String school) {
    return caller.role().equals(BOARD)
        || caller.schools().getOrDefault(new School(school), Set.of()).contains(HEAD);
  }
}
