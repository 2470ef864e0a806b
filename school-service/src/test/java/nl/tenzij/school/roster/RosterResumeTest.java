package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.roster.ImportReport.Progress;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.ImportReport.Step;
import nl.tenzij.school.roster.RosterImports.Claim;
import nl.tenzij.school.roster.RosterImports.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a worker had done when it died, the next one goes on and the result is the same. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RosterResumeTest {

  @Inject Pool pool;
  @Inject RosterImports imports;
  @Inject Staging staging;
  @Inject Resolution resolution;
  @Inject SchoolEntering school;
  @Inject Entering entering;
  @Inject RosterWorker worker;
  @Inject KeptRosters rosters;
  @Inject AgroalDataSource database;
  @Inject ObjectMapper json;

  private final ImportId of =
      new ImportId(
          new Board("board-" + UUID.randomUUID()),
          new School("school-" + UUID.randomUUID()),
          UUID.randomUUID());
  private final UUID other = UUID.randomUUID();
  private final Meta meta = new Meta("test", "school-system", of.id(), null, of.id(), null);

  private static final Inspection.Contents NOTHING_SAID =
      new Inspection.Contents(Set.of(), Set.of(), Set.of(), 0, List.of());

  private enum Died {
    AFTER_ACCEPTANCE,
    IN_STAGING,
    AFTER_STAGING,
    AFTER_RESOLUTION,
    BEFORE_NOTING_WHAT_WAS_ENTERED,
    AFTER_ENTERING
  }

  @ParameterizedTest
  @EnumSource(Died.class)
  void theNextWorkerGoesOn(Died died) throws Throwable {
    acceptForAnother();
    goAsFarAs(died);
    theOtherDies();
    ImportReport report = finished();
    assertThat(report.state()).as("%s", report).isEqualTo(State.APPLIED);
    assertThat(report.refusals()).isEmpty();
    assertThat(report.files())
        .filteredOn(file -> file.file().equals("users.csv"))
        .singleElement()
        .satisfies(
            users -> {
              assertThat(users.read()).isEqualTo(8);
              assertThat(users.applied() + users.unchanged()).isEqualTo(7);
            });
    assertThat(events()).as("nothing twice").isEqualTo(2 + 3 + 2 + 1 + 1);
  }

  @Test
  void whatTheOneThatDiedRemarkedIsRemarkedOnce() throws Throwable {
    acceptForAnother(
        small()
            .change("orgs.csv", of.board().id() + ",VO", of.board().id() + ",PO")
            .change("users.csv", "middleName,identifier", "middleName,metadata.tenzij.ofAge")
            .change("users.csv", "Noa,Aydin,,", "Noa,Aydin,,ja"));
    goAsFarAs(Died.BEFORE_NOTING_WHAT_WAS_ENTERED);
    theOtherDies();
    ImportReport report = finished();
    assertThat(report.state()).as("%s", report).isEqualTo(State.APPLIED);
    assertThat(report.remarks()).extracting(Finding::code).contains("of-age-at-primary-school");
    assertThat(
            one(
                "select count(*) from roster_finding where import = $1"
                    + " and code = 'of-age-at-primary-school'"))
        .as("the report tells no finding twice, whatever is kept")
        .isEqualTo(1);
  }

  private void goAsFarAs(Died died) throws Throwable {
    if (died.compareTo(Died.IN_STAGING) >= 0) {
      Claim received = claim(Stage.RECEIVED);
      run(() -> staging.stage(received));
    }
    if (died == Died.IN_STAGING) {
      Claim received = claim(Stage.RECEIVED);
      run(() -> pool.withTransaction(sql -> RosterImports.reach(sql, received, Stage.RECEIVED)));
      query(
          "delete from roster_record r using roster_import i where i.id = $1 and r.import ="
              + " i.number and file = 'users' and line > 4");
    }
    if (died.compareTo(Died.AFTER_RESOLUTION) >= 0) {
      Claim staged = claim(Stage.STAGED);
      run(() -> resolution.resolve(staged, LocalDate.now()));
    }
    if (died.compareTo(Died.BEFORE_NOTING_WHAT_WAS_ENTERED) >= 0) {
      Claim resolved = claim(Stage.RESOLVED);
      run(() -> school.enter(resolved, meta));
      run(() -> entering.enter(resolved, meta));
    }
    if (died == Died.BEFORE_NOTING_WHAT_WAS_ENTERED) {
      query("update roster_import set done = 3 where id = $1");
    }
  }

  private Claim claim(Stage stage) {
    int number =
        run(() ->
                pool.preparedQuery("select number from roster_import where id = $1")
                    .execute(Tuple.of(of.id())))
            .iterator()
            .next()
            .getInteger(0);
    return new Claim(of, number, stage, 1, "test", false, Set.of(), false, new AtomicLong(), other);
  }

  @Test
  void howFarAnImportIsCanBeRead() throws Throwable {
    acceptForAnother();
    query("update roster_import set total = 40, worker = null where id = $1");
    assertThat(report().progress()).isEqualTo(new Progress(Step.WAITING, 0, 40));
    query("update roster_import set worker = '" + other + "' where id = $1");
    Claim reading = claim(Stage.RECEIVED);
    reading.done().set(12);
    assertThat(run(() -> imports.hold(reading))).isTrue();
    assertThat(report().progress()).isEqualTo(new Progress(Step.READING, 12, 40));
    theOtherDies();
    assertThat(finished().progress()).isNull();
  }

  /** Its sign of life that comes after its last statement is none that another has it. */
  @Test
  void aWorkerThatIsDoneHasNotLostTheImport() throws Throwable {
    acceptForAnother();
    Claim reading = claim(Stage.RECEIVED);
    run(() -> staging.stage(reading));
    Claim staged = claim(Stage.STAGED);
    assertThat(run(() -> imports.hold(staged))).isTrue();
    run(() -> imports.finish(staged, State.FAILED, List.of()));
    assertThat(run(() -> imports.hold(staged))).isTrue();
    assertThat(run(() -> imports.hold(reading))).as("nobody has it").isFalse();
  }

  /** It slept so long that it was taken for dead, and wakes while another works. */
  @Test
  void aWorkerThatLostAnImportWritesNothingMoreOfIt() throws Throwable {
    acceptForAnother();
    Claim lost = claim(Stage.RECEIVED);
    query("update roster_import set worker = gen_random_uuid() where id = $1");
    assertThatThrownBy(() -> run(() -> staging.stage(lost))).isInstanceOf(Claim.Lost.class);
    String lines =
        "select count(*) from roster_record r join roster_import i on i.number = r.import where"
            + " i.id = $1";
    assertThat(one(lines)).isZero();

    query("update roster_import set worker = '" + other + "' where id = $1");
    run(() -> staging.stage(lost));
    long read = one(lines);
    assertThat(read).isPositive();
    query("update roster_import set worker = gen_random_uuid() where id = $1");
    Claim staged = claim(Stage.STAGED);
    assertThatThrownBy(() -> readAgain(lost)).isInstanceOf(Claim.Lost.class);
    assertThatThrownBy(() -> run(() -> resolution.resolve(staged, LocalDate.now())))
        .isInstanceOf(Claim.Lost.class);
    assertThatThrownBy(() -> run(() -> imports.finish(staged, State.FAILED, List.of())))
        .isInstanceOf(Claim.Lost.class);
    assertThat(one(lines)).as("no line twice").isEqualTo(read);

    theOtherDies();
    assertThat(finished().state()).isEqualTo(State.APPLIED);
  }

  /** Lines that somebody else changes are not where they were when they were looked at. */
  @Test
  void nobodyElseChangesWhatIsKeptWhileAnImportIsComparedWithIt() throws Throwable {
    acceptForAnother();
    Claim received = claim(Stage.RECEIVED);
    run(() -> staging.stage(received));
    Claim staged = claim(Stage.STAGED);
    CompletableFuture<Resolution.Verdict> compared;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute(
          "select pg_advisory_xact_lock(1129595720, number) from roster where board = '%s'"
              .formatted(of.board().id()));
      compared = resolution.resolve(staged, LocalDate.now()).subscribeAsCompletionStage();
      await().until(() -> compared.isDone() || waiting() == 1);
      assertThat(compared).isNotDone();
      held.rollback();
    }
    assertThat(compared.join()).isInstanceOf(Resolution.Verdict.Enter.class);
    theOtherDies();
    assertThat(finished().state()).isEqualTo(State.APPLIED);
  }

  private long waiting() {
    return run(() ->
            pool.query(
                    """
                    select count(*) from pg_locks where locktype = 'advisory' and classid = 1129595720 and not granted
                      and database = (select oid from pg_database where datname = current_database())""")
                .execute())
        .iterator()
        .next()
        .getLong(0);
  }

  /** Past the look at whose the import is, when the lines are on their way already. */
  private void readAgain(Claim lost) throws IOException {
    KeptRosters.Kept kept = run(() -> rosters.open(of));
    var task =
        new PackageReading.Task(
            of, lost.number(), kept, Map.of(), Set.of(), 100, new AtomicLong(), lost.worker());
    byte[] zip = small().zip();
    try (PackageReading reading = new PackageReading(task, database, json)) {
      reading.read(new ByteArrayInputStream(zip));
    }
  }

  private long one(String sql) throws Throwable {
    return run(() -> pool.preparedQuery(sql).execute(Tuple.of(of.id())))
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void anImportThatKeepsBreakingOffFails() throws Throwable {
    acceptForAnother();
    query("update roster_import set attempts = 99 where id = $1");
    theOtherDies();
    ImportReport report = finished();
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.refusals()).extracting(Finding::code).containsExactly("unexpected");
    assertThat(events()).isZero();
  }

  private PackageBuilder small() {
    return PackageBuilder.small(of.board().id(), of.school().id());
  }

  private void acceptForAnother() throws Throwable {
    acceptForAnother(small());
  }

  private void acceptForAnother(PackageBuilder roster) throws Throwable {
    byte[] zip = roster.zip();
    try (Spool spool = new Spool()) {
      spool.fill(new ByteArrayInputStream(zip), zip.length);
      run(
          () ->
              pool.withTransaction(
                  sql ->
                      imports
                          .accept(sql, of, "school-system", spool, NOTHING_SAID, Instant.now())
                          .chain(
                              () ->
                                  sql.preparedQuery(
                                          "update roster_import set worker = $2, worked_until ="
                                              + " now() + interval '1 hour' where id = $1")
                                      .execute(Tuple.of(of.id(), other)))));
    }
  }

  private void theOtherDies() throws Throwable {
    query("update roster_import set worked_until = now() - interval '1 second' where id = $1");
    worker.wake();
  }

  private ImportReport finished() {
    return await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(this::report, report -> report.state() != State.RUNNING);
  }

  private ImportReport report() {
    return run(() -> imports.report(of.board(), of.school(), of.id())).orElseThrow();
  }

  private long events() throws Throwable {
    return run(() ->
            pool.preparedQuery("select count(*) from event where board = $1")
                .execute(Tuple.of(of.board().id())))
        .iterator()
        .next()
        .getLong(0);
  }

  private void query(String sql) throws Throwable {
    run(() -> pool.preparedQuery(sql).execute(Tuple.of(of.id())));
  }

  private static <T> T run(Supplier<Uni<T>> act) {
    try {
      return VertxContextSupport.subscribeAndAwait(act);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
