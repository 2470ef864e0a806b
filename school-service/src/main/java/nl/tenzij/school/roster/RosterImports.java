package nl.tenzij.school.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.roster.ImportReport.FileCounts;
import nl.tenzij.school.roster.ImportReport.State;

/** The imports themselves: accepted, worked by one at a time, done. */
@ApplicationScoped
public class RosterImports {

  private static final String UNIQUE_VIOLATION = "23505";

  private static final String CLAIM =
      """
      update roster_import set worker = $1, attempts = attempts + 1,
        worked_until = clock_timestamp() + $2::bigint * interval '1 millisecond'
      where id = (
        select id from roster_import
        where state = 'RUNNING' and (worked_until is null or worked_until < clock_timestamp())
        order by accepted_at limit 1 for update skip locked)
      returning id, board, school, stage, attempts, accepted_by
      """;

  private static final String HOLD =
      """
      update roster_import set worked_until = clock_timestamp() + $3::bigint * interval '1 millisecond'
      where id = $1 and worker = $2 and state = 'RUNNING'
      """;

  private static final String COUNTS =
      """
      select file, count(*),
        count(*) filter (where outcome = 'APPLIED'),
        count(*) filter (where outcome = 'UNCHANGED'),
        count(*) filter (where outcome = 'REFUSED'),
        count(*) filter (where outcome = 'OUTSIDE'),
        count(*) filter (where outcome in ('USED', 'PAST')),
        (select count(*) from roster_leaving g where g.import = $1 and g.done
          and case l.file when 'classes' then g.kind = 'class' when 'users' then g.kind <> 'class' else false end)
      from roster_line l where import = $1 group by file
      """;

  /** A line on somebody shares the fate of the lines of that person and that class. */
  private static final String SHARE =
      """
      update roster_line l set outcome = case when exists (
          select 1 from roster_line o where o.import = $1 and o.outcome = 'APPLIED'
            and (o.file = 'users' and o.id = l.user_id or o.file = 'classes' and o.id = l.class_id))
        then 'APPLIED' else 'UNCHANGED' end
      where l.import = $1 and l.file in ('roles', 'enrollments') and l.outcome = 'USED'
      """;

  private static final String SWEEP =
      """
      with line as (delete from roster_line where import = $1),
        named as (delete from roster_named where import = $1),
        leaving as (delete from roster_leaving where import = $1)
      delete from roster_package where import = $1
      """;

  @Inject Pool pool;
  @Inject ObjectMapper json;
  @Inject PackageStore packages;
  @Inject RosterConfiguration configuration;

  /** An import in the hands of a worker. */
  record Claim(ImportId of, Stage stage, int attempt, String acceptedBy, UUID worker) {}

  /** What is done of an import; a restart goes on after it. */
  enum Stage {
    RECEIVED,
    STAGED,
    RESOLVED
  }

  /**
   * Accepts a package, within a transaction: from its commit on it is safe.
   *
   * @return fails with {@link Refused} where an import of this school is running
   */
  Uni<Void> accept(
      SqlConnection sql, ImportId of, String by, Spool spool, List<Finding> remarks, Instant now) {
    return insert(sql, of, by, now)
        .chain(() -> packages.save(sql, of, spool))
        .chain(() -> Findings.add(sql, of.id(), remarks))
        .onFailure(RosterImports::isTaken)
        .transform(
            taken ->
                new Refused(
                    "import-running", "an import of this school is running; wait for its end"));
  }

  private static Uni<RowSet<Row>> insert(SqlConnection sql, ImportId of, String by, Instant now) {
    return sql.preparedQuery(
            """
            insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by)
            values ($1, $2, $3, 'RUNNING', 'RECEIVED', $4, $5)""")
        .execute(
            Tuple.of(
                of.id(),
                of.board().id(),
                of.school().id(),
                now.atOffset(java.time.ZoneOffset.UTC),
                by));
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof PgException answered
        && UNIQUE_VIOLATION.equals(answered.getSqlState());
  }

  /** Takes up an import that nobody works on; empty where there is none. */
  Uni<Optional<Claim>> claim(UUID worker) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(worker, configuration.lease().toMillis()))
        .map(
            rows ->
                Optional.of(rows).filter(found -> found.size() > 0).map(r -> r.iterator().next()))
        .map(row -> row.map(found -> claim(found, worker)));
  }

  private static Claim claim(Row row, UUID worker) {
    return new Claim(
        new ImportId(new Board(row.getString(1)), new School(row.getString(2)), row.getUUID(0)),
        Stage.valueOf(row.getString(3)),
        row.getInteger(4),
        row.getString(5),
        worker);
  }

  /**
   * Goes on holding an import.
   *
   * @return false where another worker has it now
   */
  Uni<Boolean> hold(Claim claim) {
    return pool.preparedQuery(HOLD)
        .execute(Tuple.of(claim.of().id(), claim.worker(), configuration.lease().toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  static Uni<Void> reach(SqlConnection sql, ImportId of, Stage stage) {
    return sql.preparedQuery("update roster_import set stage = $2 where id = $1")
        .execute(Tuple.of(of.id(), stage.name()))
        .replaceWithVoid();
  }

  /** Ends an import: its report stays, its lines and its package go. */
  Uni<Void> finish(ImportId of, State state, List<Finding> last) {
    return pool.withTransaction(
        sql ->
            Findings.add(sql, of.id(), last)
                .chain(() -> share(sql, of, state))
                .chain(() -> counts(sql, of.id()))
                .chain(counts -> end(sql, of, state, counts))
                .chain(() -> sql.preparedQuery(SWEEP).execute(Tuple.of(of.id())))
                .replaceWithVoid());
  }

  private static Uni<Void> share(SqlConnection sql, ImportId of, State state) {
    return state == State.APPLIED
        ? sql.preparedQuery(SHARE).execute(Tuple.of(of.id())).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private Uni<RowSet<Row>> end(
      SqlConnection sql, ImportId of, State state, List<FileCounts> counts) {
    return sql.preparedQuery(
            """
            update roster_import set state = $2, stage = 'DONE', finished_at = clock_timestamp(),
              counts = $3::text::jsonb, worker = null, worked_until = null
            where id = $1""")
        .execute(Tuple.of(of.id(), state.name(), write(counts)));
  }

  private static Uni<List<FileCounts>> counts(SqlConnection sql, UUID id) {
    return sql.preparedQuery(COUNTS)
        .execute(Tuple.of(id))
        .map(
            rows -> {
              List<FileCounts> counts = new ArrayList<>();
              rows.forEach(row -> counts.add(counts(row)));
              counts.sort(Comparator.comparing(FileCounts::file));
              return counts;
            });
  }

  private static FileCounts counts(Row row) {
    return new FileCounts(
        RosterFile.ofBase(row.getString(0)).fileName(),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }

  /** The report of an import, also while it runs; empty where this school has no such import. */
  public Uni<Optional<ImportReport>> report(Board board, School school, UUID id) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    select state, accepted_at, finished_at, counts::text as counts
                    from roster_import where id = $1 and board = $2 and school = $3""")
                .execute(Tuple.of(id, board.id(), school.id()))
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().item(Optional.empty())
                            : report(sql, school, id, rows.iterator().next()).map(Optional::of)));
  }

  private Uni<ImportReport> report(SqlConnection sql, School school, UUID id, Row row) {
    String kept = row.getString("counts");
    Uni<List<FileCounts>> counts =
        kept == null ? counts(sql, id) : Uni.createFrom().item(() -> read(kept));
    return counts.chain(
        files -> Findings.of(sql, id).map(findings -> report(school, id, row, files, findings)));
  }

  private static ImportReport report(
      School school, UUID id, Row row, List<FileCounts> files, List<Finding> findings) {
    OffsetDateTime finished = row.getOffsetDateTime("finished_at");
    return new ImportReport(
        id,
        school.id(),
        State.valueOf(row.getString("state")),
        row.getOffsetDateTime("accepted_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        files,
        findings.stream().filter(Finding::isRefusal).toList(),
        findings.stream().filter(finding -> !finding.isRefusal()).toList());
  }

  private String write(List<FileCounts> counts) {
    try {
      return json.writeValueAsString(counts);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private List<FileCounts> read(String counts) {
    try {
      return json.readValue(counts, new TypeReference<List<FileCounts>>() {});
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
