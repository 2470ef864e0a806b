package nl.tenzij.school.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.roster.ImportReport.FileCounts;
import nl.tenzij.school.roster.ImportReport.Leaving;
import nl.tenzij.school.roster.ImportReport.Progress;
import nl.tenzij.school.roster.ImportReport.State;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which imports there were, so that who did not send one finds it too: one that waits, say. */
@ApplicationScoped
public class RosterImportList {

  private static final String LIST =
      """
      select id, school, state, stage, accepted_at, finished_at, counts::text as counts, done, total,
        leaving::text as leaving, %s as waits_since, worker
      from roster_import
      where board = $1 and ($2::text is null or school = $2) and ($3::text is null or state = $3)
        and (accepted_at, id) < ($4, $5)
      order by accepted_at desc, id desc limit $6
      """
          .formatted(RosterImports.WAITS_SINCE);

  /** Schools whose last import is in a state. */
  private static final String LAST =
      """
      select count(*) filter (where i.state = 'AWAITING_CONFIRMATION') as waiting,
        count(*) filter (where i.state = 'FAILED') as failed
      from roster k cross join lateral (select state from roster_import
        where board = k.board and school = k.school order by accepted_at desc limit 1) i
      """;

  @Inject Pool pool;
  @Inject RosterImports imports;

  /** From which imports on a page goes on: those from before one. */
  public record Before(Instant acceptedAt, UUID id) {
    /** From the newest on. */
    public static final Before NOW =
        new Before(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
  }

  /**
   * Which are asked for.
   *
   * @param school empty for all of the board
   * @param state empty for any
   */
  public record Wanted(
      Board board, Optional<School> school, Optional<State> state, Before before) {}

  /**
   * An import without its findings.
   *
   * @param finishedAt null before its end
   * @param progress null once it is finished
   * @param leaving where it stopped, or had stopped, to have this confirmed; else null
   * @param waitsSince null where it never stopped
   * @param waitsUntil null where it does not wait now
   * @param files null while it runs
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ImportSummary(
      UUID id,
      String school,
      State state,
      Instant acceptedAt,
      Instant finishedAt,
      Progress progress,
      Leaving leaving,
      @Schema(description = ImportReport.WAITS_SINCE) Instant waitsSince,
      @Schema(description = ImportReport.WAITS_UNTIL) Instant waitsUntil,
      List<FileCounts> files) {}

  /** How many schools' last import stands still. */
  record Standing(long waiting, long failed) {}

  /** Newest first. */
  public Uni<List<ImportSummary>> list(Wanted wanted, int most) {
    return pool.preparedQuery(LIST)
        .execute(
            Tuple.of(
                wanted.board().id(),
                wanted.school().map(School::id).orElse(null),
                wanted.state().map(State::name).orElse(null),
                wanted.before().acceptedAt().atOffset(ZoneOffset.UTC),
                wanted.before().id(),
                most))
        .map(
            rows -> {
              List<ImportSummary> all = new ArrayList<>();
              rows.forEach(row -> all.add(summary(row)));
              return all;
            });
  }

  private ImportSummary summary(Row row) {
    OffsetDateTime finished = row.getOffsetDateTime("finished_at");
    String counts = row.getString("counts");
    return new ImportSummary(
        row.getUUID("id"),
        row.getString("school"),
        State.valueOf(row.getString("state")),
        row.getOffsetDateTime("accepted_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        finished == null ? RosterImports.progress(row) : null,
        imports.leaving(row),
        RosterImports.waitsSince(row),
        imports.waitsUntil(row),
        counts == null ? null : imports.read(counts, new TypeReference<List<FileCounts>>() {}));
  }

  Uni<Standing> standing() {
    return pool.preparedQuery(LAST)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new Standing(row.getLong("waiting"), row.getLong("failed")));
  }
}
