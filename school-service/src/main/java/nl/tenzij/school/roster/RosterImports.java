package nl.tenzij.school.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.retention.RetentionConfiguration;
import nl.tenzij.school.roster.ImportReport.FileCounts;
import nl.tenzij.school.roster.ImportReport.Leaving;
import nl.tenzij.school.roster.ImportReport.Progress;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.ImportReport.Step;
import org.jboss.logging.Logger;

/** The imports themselves: accepted, worked by one at a time, done. */
@ApplicationScoped
public class RosterImports {

  private static final Logger LOG = Logger.getLogger(RosterImports.class);

  private static final Finding REPLACED =
      Finding.remark(
          Manifest.FILE_NAME, 0, "", "replaced", "a newer package came while this one waited");
  // An earlier version that still works beside this one does not note since when.
  static final String WAITS_SINCE = "coalesce(waits_since, accepted_at)";
  private static final String WAITING =
      """
      select id, board, school, number, #since as waits_since from roster_import
      where state = 'AWAITING_CONFIRMATION' and #since < $1
      """
          .replace("#since", WAITS_SINCE);
  private static final String ALL_WAITING = WAITING + "order by waits_since, id";
  private static final String STILL_WAITING = WAITING + "and id = $2 for update skip locked";

  private static final String CLAIM =
      """
      update roster_import set worker = $1, attempts = attempts + 1,
        worked_until = clock_timestamp() + $2::bigint * interval '1 millisecond'
      where id = (
        select id from roster_import
        where state = 'RUNNING' and (worked_until is null or worked_until < clock_timestamp())
        order by accepted_at limit 1 for update skip locked)
      returning id, board, school, stage, attempts, accepted_by, number, whole, deltas, confirmed_by, done
      """;

  private static final String HOLD =
      """
      update roster_import set worked_until = clock_timestamp() + $3::bigint * interval '1 millisecond',
        done = case when stage = 'RECEIVED' then greatest(done, $4::bigint) else done end
      where id = $1 and worker = $2 and state = 'RUNNING'
      """;

  private static final String COUNTS =
      """
      select f.file, f.read, f.applied, f.refused, f.outside, f.used, i.stage in ('RESOLVED', 'DONE') as compared,
        (select count(*) from roster_task t where t.import = $1 and t.leaves and t.changed and t.number <= i.done
          and i.stage <> 'STAGED' and case f.file when 'classes' then t.kind = 'class' when 'users' then t.kind <> 'class'
            else false end) as gone
      from roster_file f join roster_import i on i.number = f.import where f.import = $1
      """;

  /** What a large roster left takes its time to go. */
  private static final String FOR_LONG = "set local statement_timeout = '10min'";

  private static final List<String> SWEEP =
      List.of(
          "delete from roster_seen where import = $1",
          "delete from roster_outside where import = $1",
          "delete from roster_person where import = $1",
          "delete from roster_task where import = $1",
          "delete from roster_file where import = $1",
          "delete from roster_package p using roster_import i where i.number = $1 and p.import ="
              + " i.id");

  @Inject Pool pool;
  @Inject ObjectMapper json;
  @Inject PackageStore packages;
  @Inject RosterConfiguration configuration;
  @Inject RetentionConfiguration retention;
  @Inject Clock clock;

  /**
   * An import in the hands of a worker.
   *
   * @param number short for the import
   * @param whole every line is to be read
   * @param deltas files that the manifest calls so
   * @param confirmed somebody said that as many may leave as do
   * @param done of the step that runs, for who asks
   * @param lettingGo by the worker itself, whose last statement tells whether it still had it
   */
  record Claim(
      ImportId of,
      int number,
      Stage stage,
      int attempt,
      String acceptedBy,
      boolean whole,
      Set<RosterFile> deltas,
      boolean confirmed,
      AtomicLong done,
      UUID worker,
      AtomicBoolean lettingGo) {

    Claim(
        ImportId of,
        int number,
        Stage stage,
        int attempt,
        String acceptedBy,
        boolean whole,
        Set<RosterFile> deltas,
        boolean confirmed,
        AtomicLong done,
        UUID worker) {
      this(
          of,
          number,
          stage,
          attempt,
          acceptedBy,
          whole,
          deltas,
          confirmed,
          done,
          worker,
          new AtomicBoolean());
    }

    /** Another worker has the import now: nothing that this one still does may stand. */
    static final class Lost extends IllegalStateException {
      Lost() {
        super("another worker has taken the import over");
      }
    }

    /**
     * @param held of a statement that finds the import only where this worker has it
     */
    void mustHold(RowSet<Row> held) {
      if (held.rowCount() == 0) {
        throw new Lost();
      }
    }

    /** Nobody takes it over before this transaction ends. */
    Uni<Void> hold(SqlConnection sql) {
      return sql.preparedQuery(HELD)
          .execute(Tuple.of(number, worker))
          .invoke(this::mustHold)
          .replaceWithVoid();
    }
  }

  /** Finds an import where a worker has it, and keeps others from taking it over meanwhile. */
  static final String HELD =
      "select 1 from roster_import where number = $1 and worker = $2 and state = 'RUNNING' for"
          + " share";

  /** What is done of an import; a restart goes on after it. */
  enum Stage {
    RECEIVED,
    STAGED,
    RESOLVED
  }

  /**
   * Accepts a package, within a transaction: from its commit on it is safe. It takes the place of
   * one that waits for confirmation, where it has all of that one's files, each as a whole set.
   *
   * @return fails with {@link Refused} where an import of this school is running, or one waits
   *     whose place it can't take
   */
  Uni<Void> accept(
      SqlConnection sql,
      ImportId of,
      String by,
      Spool spool,
      Inspection.Contents contents,
      Instant now) {
    return enter(sql, of, new Accepted(by, contents, now, null))
        .chain(() -> packages.save(sql, of, spool))
        .chain(() -> Findings.add(sql, of.id(), contents.remarks()));
  }

  /**
   * What is accepted.
   *
   * @param waitsSince when the first of those waited whose place it takes; null where it takes none
   */
  private record Accepted(
      String by, Inspection.Contents contents, Instant at, OffsetDateTime waitsSince) {
    Accepted inPlaceOf(OffsetDateTime waiting) {
      return new Accepted(by, contents, at, waiting);
    }
  }

  private Uni<Void> enter(SqlConnection sql, ImportId of, Accepted accepted) {
    return insert(sql, of, accepted)
        .chain(
            rows ->
                rows.rowCount() == 1
                    ? Uni.createFrom().voidItem()
                    : makeRoom(sql, of, accepted.contents())
                        .chain(since -> enter(sql, of, accepted.inPlaceOf(since))));
  }

  /** None where an import of the school is under way. */
  private static Uni<RowSet<Row>> insert(SqlConnection sql, ImportId of, Accepted accepted) {
    return sql.preparedQuery(
            """
            insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by, total, deltas, waits_since)
            values ($1, $2, $3, 'RUNNING', 'RECEIVED', $4, $5, $6, $7, $8)
            on conflict (board, school) where state in ('RUNNING', 'AWAITING_CONFIRMATION') do nothing""")
        .execute(
            Tuple.tuple()
                .addUUID(of.id())
                .addString(of.board().id())
                .addString(of.school().id())
                .addOffsetDateTime(accepted.at().atOffset(ZoneOffset.UTC))
                .addString(accepted.by())
                .addLong(accepted.contents().lines())
                .addArrayOfString(
                    accepted.contents().deltas().stream()
                        .map(RosterFile::base)
                        .toArray(String[]::new))
                .addOffsetDateTime(accepted.waitsSince()));
  }

  /**
   * What waits for confirmation is withdrawn where the newer package says all that it says: that is
   * what the school means now. Whatever else would be lost with it stays.
   *
   * @return since when it, or one before it, waited; null where none does any more
   */
  private Uni<OffsetDateTime> makeRoom(
      SqlConnection sql, ImportId of, Inspection.Contents contents) {
    return sql.preparedQuery(
            """
            select id, number, state, counts::text as counts, #since as waits_since from roster_import
            where board = $1 and school = $2 and state in ('RUNNING', 'AWAITING_CONFIRMATION') for update"""
                .replace("#since", WAITS_SINCE))
        .execute(Tuple.of(of.board().id(), of.school().id()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().nullItem()
                    : makeRoom(sql, of, contents, rows.iterator().next()));
  }

  private Uni<OffsetDateTime> makeRoom(
      SqlConnection sql, ImportId of, Inspection.Contents contents, Row standing) {
    ImportId other = new ImportId(of.board(), of.school(), standing.getUUID("id"));
    if (standing.getString("state").equals(State.RUNNING.name())) {
      throw new Refused(
          "import-running", "import " + other.id() + " of this school is running; let it end");
    }
    if (!saysAllOf(standing.getString("counts"), contents)) {
      throw new Refused(
          "import-awaiting",
          "import " + other.id() + " waits for confirmation; confirm or withdraw it first");
    }
    return Findings.add(sql, other.id(), List.of(REPLACED))
        .chain(() -> close(sql, other, standing.getInteger("number"), State.WITHDRAWN))
        .replaceWith(() -> standing.getOffsetDateTime("waits_since"));
  }

  private static Finding unconfirmed(Instant since) {
    return Finding.remark(
        Manifest.FILE_NAME,
        0,
        "",
        "not-confirmed",
        "nobody confirmed it, or those whose place it took, since "
            + since.truncatedTo(ChronoUnit.SECONDS)
            + "; nothing of it was applied, send what is so now");
  }

  /**
   * @param counts of the import that waits, by file; null where it is not known what it has
   */
  private boolean saysAllOf(String counts, Inspection.Contents contents) {
    if (counts == null) {
      return false;
    }
    Set<String> whole =
        contents.whole().stream().map(RosterFile::fileName).collect(Collectors.toSet());
    return read(counts, new TypeReference<List<FileCounts>>() {}).stream()
        .map(FileCounts::file)
        .allMatch(whole::contains);
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
    Stage stage = Stage.valueOf(row.getString("stage"));
    return new Claim(
        new ImportId(new Board(row.getString(1)), new School(row.getString(2)), row.getUUID(0)),
        row.getInteger("number"),
        stage,
        row.getInteger("attempts"),
        row.getString("accepted_by"),
        row.getBoolean("whole"),
        Arrays.stream(row.getArrayOfStrings("deltas"))
            .map(RosterFile::ofBase)
            .collect(Collectors.toUnmodifiableSet()),
        row.getString("confirmed_by") != null,
        new AtomicLong(stage == Stage.RESOLVED ? row.getLong("done") : 0),
        worker);
  }

  /**
   * Goes on holding an import.
   *
   * @return false where another worker has it now; who lets go of it has not lost it
   */
  Uni<Boolean> hold(Claim claim) {
    return pool.preparedQuery(HOLD)
        .execute(
            Tuple.of(
                claim.of().id(),
                claim.worker(),
                configuration.lease().toMillis(),
                claim.done().get()))
        .map(rows -> rows.rowCount() == 1 || claim.lettingGo().get());
  }

  static Uni<Void> reach(SqlConnection sql, Claim claim, Stage stage) {
    return sql.preparedQuery(
            "update roster_import set stage = $3 where number = $1 and worker = $2 and state ="
                + " 'RUNNING'")
        .execute(Tuple.of(claim.number(), claim.worker(), stage.name()))
        .invoke(claim::mustHold)
        .replaceWithVoid();
  }

  /** Has all lines of the package read, since what is new in it can't be understood alone. */
  Uni<Void> readAll(Claim claim) {
    claim.lettingGo().set(true);
    return pool.preparedQuery(
            """
            update roster_import set stage = 'RECEIVED', whole = true, done = 0, attempts = attempts - 1,
              worker = null, worked_until = null
            where id = $1 and worker = $2""")
        .execute(Tuple.of(claim.of().id(), claim.worker()))
        .replaceWithVoid();
  }

  /**
   * Stops an import before anything of it is applied, until somebody says that it may go on. It is
   * read again then: until that day only its report and its sealed package are kept.
   */
  Uni<Void> ask(Claim claim, Leaving leaving) {
    claim.lettingGo().set(true);
    return pool.withTransaction(
        sql ->
            counts(sql, claim.number())
                .chain(counts -> ask(sql, claim, leaving, counts))
                .chain(() -> Staging.forgetLines(sql, claim.number())));
  }

  private Uni<Void> ask(SqlConnection sql, Claim claim, Leaving leaving, List<FileCounts> counts) {
    return sql.preparedQuery(
            """
            update roster_import set state = 'AWAITING_CONFIRMATION', leaving = $3::text::jsonb, counts = $4::text::jsonb,
              waits_since = coalesce(waits_since, accepted_at), worker = null, worked_until = null
            where number = $1 and worker = $2 and state = 'RUNNING'""")
        .execute(Tuple.of(claim.number(), claim.worker(), write(leaving), write(counts)))
        .invoke(claim::mustHold)
        .replaceWithVoid();
  }

  /**
   * Lets an import go on that stopped to ask, within a transaction. It is read again: what others
   * changed meanwhile is as the package has it.
   *
   * @return fails with {@link NotYours} where this school has no such import, with {@link Refused}
   *     where it does not wait for that
   */
  public Uni<Void> confirm(SqlConnection sql, ImportId of, String by) {
    return awaiting(sql, of)
        .chain(
            () ->
                sql.preparedQuery(
                        "update roster_import set state = 'RUNNING', stage = 'RECEIVED', done = 0,"
                            + " confirmed_by = $2, attempts = 0, counts = null where id = $1")
                    .execute(Tuple.of(of.id(), by)))
        .replaceWithVoid();
  }

  /** Ends an import that stopped to ask: nothing of it was applied. */
  public Uni<Void> withdraw(SqlConnection sql, ImportId of) {
    return awaiting(sql, of).chain(number -> close(sql, of, number, State.WITHDRAWN));
  }

  /**
   * Ends imports that nobody confirmed: their packages name people, and keep others from being
   * forgotten. One that can't be ended now stays, and holds no other up.
   *
   * @param before the moment since before which they wait, they or those whose place they took
   * @return how many those were
   */
  public Uni<Integer> withdrawUnconfirmed(Instant before) {
    return pool.preparedQuery(ALL_WAITING)
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> tryToWithdraw(row.getUUID("id"), before))
        .filter(withdrawn -> withdrawn)
        .collect()
        .with(Collectors.summingInt(withdrawn -> 1));
  }

  private Uni<Boolean> tryToWithdraw(UUID id, Instant before) {
    return pool.withTransaction(sql -> withdrawUnconfirmed(sql, id, before))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "import %s, which nobody confirmed, could not be withdrawn: %s",
                    id, failure.getClass().getName()))
        .onFailure()
        .recoverWithItem(false);
  }

  private Uni<Boolean> withdrawUnconfirmed(SqlConnection sql, UUID id, Instant before) {
    return sql.preparedQuery(STILL_WAITING)
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), id))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(false)
                    : withdrawUnconfirmed(sql, rows.iterator().next()).replaceWith(true));
  }

  private Uni<Void> withdrawUnconfirmed(SqlConnection sql, Row row) {
    ImportId of =
        new ImportId(
            new Board(row.getString("board")),
            new School(row.getString("school")),
            row.getUUID("id"));
    return sql.query(FOR_LONG)
        .execute()
        .chain(() -> Findings.add(sql, of.id(), List.of(unconfirmed(since(row)))))
        .chain(() -> close(sql, of, row.getInteger("number"), State.WITHDRAWN));
  }

  private static Uni<Integer> awaiting(SqlConnection sql, ImportId of) {
    return sql.preparedQuery(
            "select number, state from roster_import where id = $1 and board = $2 and school = $3"
                + " for update")
        .execute(Tuple.of(of.id(), of.board().id(), of.school().id()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                throw new NotYours();
              }
              Row row = rows.iterator().next();
              if (!row.getString("state").equals(State.AWAITING_CONFIRMATION.name())) {
                throw new Refused(
                    "import-not-awaiting", "this import does not wait for a confirmation");
              }
              return row.getInteger("number");
            });
  }

  /** Ends an import: its report stays, its lines and its package go. */
  Uni<Void> finish(Claim claim, State state, List<Finding> last) {
    claim.lettingGo().set(true);
    return pool.withTransaction(
        sql ->
            sql.query(FOR_LONG)
                .execute()
                .chain(() -> Findings.add(sql, claim.of().id(), last))
                .chain(() -> close(sql, claim.of(), claim.number(), state))
                .chain(() -> letGo(sql, claim)));
  }

  /** Where another worker has the import by now, all of this is taken back. */
  private static Uni<Void> letGo(SqlConnection sql, Claim claim) {
    return sql.preparedQuery(
            "update roster_import set worker = null, worked_until = null where number = $1 and"
                + " worker = $2")
        .execute(Tuple.of(claim.number(), claim.worker()))
        .invoke(claim::mustHold)
        .replaceWithVoid();
  }

  private Uni<Void> close(SqlConnection sql, ImportId of, int number, State state) {
    return sql.preparedQuery("select number from roster where board = $1 and school = $2")
        .execute(Tuple.of(of.board().id(), of.school().id()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : settle(sql, rows.iterator().next().getInteger(0), number, state))
        .chain(() -> counts(sql, number))
        .chain(counts -> end(sql, of, state, counts))
        .chain(() -> each(sql, SWEEP, Tuple.of(number)));
  }

  /**
   * Where an import was not applied, its lines go. Once they are the roster, it stays unsettled.
   */
  private static Uni<Void> settle(SqlConnection sql, int roster, int number, State state) {
    SettlingRules rules = new SettlingRules(roster, number);
    return Statements.run(sql, state == State.APPLIED ? rules.settling() : rules.dropping());
  }

  private static Uni<Void> each(SqlConnection sql, List<String> statements, Tuple values) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (String statement : statements) {
      all = all.chain(() -> sql.preparedQuery(statement).execute(values).replaceWithVoid());
    }
    return all;
  }

  private Uni<RowSet<Row>> end(
      SqlConnection sql, ImportId of, State state, List<FileCounts> counts) {
    return sql.preparedQuery(
            """
            update roster_import set state = $2, stage = 'DONE', finished_at = $4,
              counts = coalesce(counts, $3::text::jsonb)
            where id = $1""")
        .execute(
            Tuple.of(
                of.id(), state.name(), write(counts), clock.instant().atOffset(ZoneOffset.UTC)));
  }

  private static Uni<List<FileCounts>> counts(SqlConnection sql, int number) {
    return sql.preparedQuery(COUNTS)
        .execute(Tuple.of(number))
        .map(
            rows -> {
              List<FileCounts> counts = new ArrayList<>();
              rows.forEach(row -> counts.add(counts(row)));
              counts.sort(Comparator.comparing(FileCounts::file));
              return counts;
            });
  }

  private static FileCounts counts(Row row) {
    long read = row.getLong("read");
    long applied = row.getLong("applied");
    long refused = row.getLong("refused");
    long outside = row.getLong("outside");
    long used = row.getLong("used");
    return new FileCounts(
        RosterFile.ofBase(row.getString("file")).fileName(),
        read,
        applied,
        row.getBoolean("compared") ? Math.max(0, read - applied - refused - outside - used) : 0,
        refused,
        outside,
        used,
        row.getLong("gone"));
  }

  /** The report of an import, also while it runs; empty where this school has no such import. */
  public Uni<Optional<ImportReport>> report(Board board, School school, UUID id) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    select number, state, stage, accepted_at, finished_at, counts::text as counts, done, total,
                      leaving::text as leaving, #since as waits_since, worker
                    from roster_import where id = $1 and board = $2 and school = $3"""
                        .replace("#since", WAITS_SINCE))
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
        kept == null
            ? counts(sql, row.getInteger("number"))
            : Uni.createFrom().item(() -> read(kept, new TypeReference<List<FileCounts>>() {}));
    return counts.chain(
        files -> Findings.of(sql, id).map(findings -> report(school, id, row, files, findings)));
  }

  private ImportReport report(
      School school, UUID id, Row row, List<FileCounts> files, List<Finding> findings) {
    OffsetDateTime finished = row.getOffsetDateTime("finished_at");
    return new ImportReport(
        id,
        school.id(),
        State.valueOf(row.getString("state")),
        row.getOffsetDateTime("accepted_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        finished == null ? progress(row) : null,
        leaving(row),
        waitsSince(row),
        waitsUntil(row),
        files,
        findings.stream().filter(Finding::isRefusal).toList(),
        files.stream().mapToLong(file -> file.notListed(findings)).sum(),
        findings.stream().filter(finding -> !finding.isRefusal()).toList());
  }

  Leaving leaving(Row row) {
    String said = row.getString("leaving");
    return said == null ? null : read(said, new TypeReference<Leaving>() {});
  }

  /** Null of one that never stopped to ask. */
  static Instant waitsSince(Row row) {
    return row.getString("leaving") == null ? null : since(row);
  }

  /** Null of one that does not wait now. */
  Instant waitsUntil(Row row) {
    return row.getString("state").equals(State.AWAITING_CONFIRMATION.name())
        ? since(row).atOffset(ZoneOffset.UTC).plus(retention.waitingImports()).toInstant()
        : null;
  }

  private static Instant since(Row row) {
    return row.getOffsetDateTime("waits_since").toInstant();
  }

  static Progress progress(Row row) {
    Step step =
        switch (Stage.valueOf(row.getString("stage"))) {
          case RECEIVED -> row.getUUID("worker") == null ? Step.WAITING : Step.READING;
          case STAGED -> Step.COMPARING;
          case RESOLVED -> Step.ENTERING;
        };
    return step == Step.COMPARING
        ? new Progress(step, 0, 1)
        : new Progress(
            step, Math.min(row.getLong("done"), row.getLong("total")), row.getLong("total"));
  }

  private String write(Object said) {
    try {
      return json.writeValueAsString(said);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  <T> T read(String said, TypeReference<T> as) {
    try {
      return json.readValue(said, as);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
