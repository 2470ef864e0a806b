package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.school.retention.RetentionConfiguration;
import nl.tenzij.school.roster.ImportReport.Leaving;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.RosterImports.Claim;
import org.flywaydb.core.Flyway;

/**
 * Whatever becomes of a school's rosters in whatever order, with two workers of whom one may have
 * slept: one import at a time is under way, what was withdrawn or failed is so for good, what
 * stopped to ask goes on only once it is confirmed, and who lost an import changes nothing of it.
 */
class ImportLifePropertiesTest {

  private static final Board BOARD = new Board("board");
  private static final Instant BEGIN = Instant.parse("2026-09-01T06:00:00Z");
  private static final Leaving MANY = new Leaving(20, 22, 0, 3, 0, 2, 0, 1, 0, 0);
  private static final int SCHOOLS = 2;

  private static Vertx vertx;
  private static Pool pool;

  private final RosterImports imports = new RosterImports();
  private final List<Life> lives = new ArrayList<>();
  private final Map<String, Claim> claims = new HashMap<>();
  private Instant now = BEGIN;

  /** What a package has. */
  enum Package {
    WHOLE(EnumSet.allOf(RosterFile.class), true),
    USERS_ONLY(EnumSet.of(RosterFile.USERS, RosterFile.ROLES), true),
    CHANGES(EnumSet.of(RosterFile.USERS), false);

    private final Set<RosterFile> files;
    private final boolean bulk;

    Package(Set<RosterFile> files, boolean bulk) {
      this.files = files;
      this.bulk = bulk;
    }

    Inspection.Contents contents() {
      Set<RosterFile> none = EnumSet.noneOf(RosterFile.class);
      return new Inspection.Contents(
          files, bulk ? files : none, bulk ? none : files, 10, List.of());
    }

    boolean saysAllOf(Package other) {
      return bulk && files.containsAll(other.files);
    }
  }

  /** Who works. */
  enum Worker {
    ONE,
    OTHER;

    UUID id() {
      return new UUID(7, ordinal());
    }
  }

  /** What can happen; to the last import of a school, or to the one so many before it. */
  enum Kind {
    ACCEPT(6),
    CLAIM(10),
    LEASE_ENDS(2),
    ASK(6),
    READ_ALL(1),
    APPLY(6),
    FAIL(1),
    CONFIRM(6),
    WITHDRAW(2),
    LOOK_FOR_UNCONFIRMED(1);

    private final int often;

    Kind(int often) {
      this.often = often;
    }
  }

  record Deed(Kind kind, int school, int before, Worker worker, Package sent) {}

  /** An import as it should be. */
  private static final class Life {
    private final ImportId of;
    private final Package sent;
    private final Instant accepted;
    private Instant since;
    private State state = State.RUNNING;
    private Worker holder;
    private boolean leaseOver;
    private boolean asked;
    private boolean confirmed;
    private boolean whole;
    private int attempts;

    Life(ImportId of, Package sent, Instant accepted, Instant since) {
      this.of = of;
      this.sent = sent;
      this.accepted = accepted;
      this.since = since;
    }

    boolean isUnderWay() {
      return state == State.RUNNING || state == State.AWAITING_CONFIRMATION;
    }

    boolean isFree() {
      return state == State.RUNNING && (holder == null || leaseOver);
    }

    boolean isHeldBy(Worker worker) {
      return state == State.RUNNING && holder == worker;
    }

    void letGo() {
      holder = null;
      leaseOver = false;
    }
  }

  @BeforeContainer
  static void open() {
    TestStack stack = TestStack.shared();
    String database = TestStack.database("lives");
    Flyway.configure()
        .dataSource(stack.jdbcUrl(database), stack.postgresUser(), stack.postgresPassword())
        .locations("db/ledger", "db/migration")
        .outOfOrder(true)
        .load()
        .migrate();
    vertx = Vertx.vertx();
    pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(stack.postgresPort())
                    .setDatabase(database)
                    .setUser(stack.postgresUser())
                    .setPassword(stack.postgresPassword())
                    .setCachePreparedStatements(true))
            .using(vertx)
            .build();
  }

  @AfterContainer
  static void close() {
    pool.closeAndAwait();
    vertx.closeAndAwait();
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    List<Kind> often = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      often.addAll(Collections.nCopies(kind.often, kind));
    }
    return Combinators.combine(
            Arbitraries.of(often),
            Arbitraries.of(0, 0, 1),
            Arbitraries.of(0, 0, 0, 0, 0, 1, 2),
            Arbitraries.of(Worker.ONE, Worker.ONE, Worker.ONE, Worker.OTHER),
            Arbitraries.of(Package.class))
        .as(Deed::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(40);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void oneIsUnderWayAtATimeAndWhatEndedStaysSo(@ForAll("deeds") List<Deed> deeds) {
    begin();
    for (Deed deed : deeds) {
      now = now.plusSeconds(60);
      happen(deed);
      asItShouldBe();
    }
    Statistics.label("asked")
        .collect(any(life -> life.asked))
        .coverage(ImportLifePropertiesTest::often);
    Statistics.label("confirmed, then applied")
        .collect(any(life -> life.confirmed && life.state == State.APPLIED))
        .coverage(ImportLifePropertiesTest::sometimes);
    Statistics.label("withdrawn")
        .collect(any(life -> life.state == State.WITHDRAWN))
        .coverage(ImportLifePropertiesTest::often);
  }

  private static void often(StatisticsCoverage coverage) {
    coverage.check(true).percentage(share -> share > 5);
  }

  /** Too seldom for a share: of three hundred tries it may be two. */
  private static void sometimes(StatisticsCoverage coverage) {
    coverage.check(true).count(times -> times > 0);
  }

  private boolean any(Predicate<Life> what) {
    return lives.stream().anyMatch(what);
  }

  private void begin() {
    run("truncate roster_import, roster_package, roster_finding, roster_file, roster_task cascade");
    lives.clear();
    claims.clear();
    now = BEGIN;
    imports.pool = pool;
    imports.json = new ObjectMapper();
    imports.packages = unsealed();
    imports.configuration = configuration(RosterConfiguration.class);
    imports.retention = configuration(RetentionConfiguration.class);
    imports.clock = Clock.fixed(BEGIN.plus(Duration.ofDays(1)), ZoneOffset.UTC);
  }

  private static <C> C configuration(Class<C> of) {
    return new SmallRyeConfigBuilder()
        .withMapping(of)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter())
        .build()
        .getConfigMapping(of);
  }

  /** What packages hold is nothing to how an import goes. */
  private static PackageStore unsealed() {
    return new PackageStore() {
      @Override
      Uni<Void> save(SqlConnection sql, ImportId of, Spool spool) {
        return sql.preparedQuery(
                "insert into roster_package (import, part, id, content) values ($1, 0, $1, $2)")
            .execute(Tuple.of(of.id(), Buffer.buffer("x")))
            .replaceWithVoid();
      }
    };
  }

  private static <T> T done(Uni<T> asked) {
    return asked.await().atMost(Patience.LONG);
  }

  private static void run(String sql) {
    done(pool.query(sql).execute());
  }

  private void happen(Deed deed) {
    switch (deed.kind()) {
      case ACCEPT -> accept(deed);
      case CLAIM -> claim(deed.worker());
      case LOOK_FOR_UNCONFIRMED -> lookForUnconfirmed();
      default -> aboutOf(deed).ifPresent(life -> happen(deed, life));
    }
  }

  private void happen(Deed deed, Life life) {
    switch (deed.kind()) {
      case LEASE_ENDS -> leaseEnds(life);
      case ASK -> ask(deed.worker(), life);
      case READ_ALL -> readAll(deed.worker(), life);
      case APPLY -> finish(deed.worker(), life, State.APPLIED);
      case FAIL -> finish(deed.worker(), life, State.FAILED);
      case CONFIRM -> confirm(life);
      default -> withdraw(life);
    }
  }

  private Optional<Life> aboutOf(Deed deed) {
    List<Life> ofSchool =
        lives.stream().filter(life -> life.of.school().equals(school(deed.school()))).toList();
    int at = ofSchool.size() - 1 - deed.before();
    return at < 0 ? Optional.empty() : Optional.of(ofSchool.get(at));
  }

  private static School school(int number) {
    return new School("school-" + number);
  }

  private void accept(Deed deed) {
    ImportId of = new ImportId(BOARD, school(deed.school()), UUID.randomUUID());
    Optional<Life> standing =
        lives.stream()
            .filter(life -> life.of.school().equals(of.school()) && life.isUnderWay())
            .findFirst();
    boolean waits = standing.filter(life -> life.state != State.RUNNING).isPresent();
    boolean gives = waits && deed.sent().saysAllOf(standing.orElseThrow().sent);
    String code = standing.isEmpty() || gives ? null : waits ? "import-awaiting" : "import-running";
    refused(
        code,
        () ->
            pool.withTransaction(
                sql -> imports.accept(sql, of, "system", null, deed.sent().contents(), now)));
    if (code == null) {
      standing.ifPresent(life -> life.state = State.WITHDRAWN);
      lives.add(new Life(of, deed.sent(), now, standing.map(life -> life.since).orElse(null)));
    }
  }

  /** Of those that nobody works on the first that came. */
  private void claim(Worker worker) {
    Optional<Life> free =
        lives.stream().filter(Life::isFree).min(Comparator.comparing(life -> life.accepted));
    Optional<Claim> claimed = done(imports.claim(worker.id()));
    assertThat(claimed.map(claim -> claim.of().id())).isEqualTo(free.map(life -> life.of.id()));
    free.ifPresent(
        life -> {
          Claim claim = claimed.orElseThrow();
          life.attempts++;
          assertThat(claim.attempt()).isEqualTo(life.attempts);
          assertThat(claim.confirmed()).isEqualTo(life.confirmed);
          assertThat(claim.whole()).isEqualTo(life.whole);
          life.holder = worker;
          life.leaseOver = false;
          claims.put(key(worker, life), claim);
        });
  }

  private static String key(Worker worker, Life life) {
    return worker + "/" + life.of.id();
  }

  private void leaseEnds(Life life) {
    if (life.state == State.RUNNING && life.holder != null) {
      done(
          pool.preparedQuery(
                  "update roster_import set worked_until = clock_timestamp() - interval '1 hour' where id = $1")
              .execute(Tuple.of(life.of.id())));
      life.leaseOver = true;
    }
  }

  /** One that was confirmed is not asked about again, as its resolution has it. */
  private void ask(Worker worker, Life life) {
    Claim claim = claims.get(key(worker, life));
    if (claim == null || life.confirmed) {
      return;
    }
    boolean held = life.isHeldBy(worker);
    if (held) {
      stage(life);
    }
    unlessLost(held, () -> imports.ask(claim, MANY));
    if (held) {
      life.state = State.AWAITING_CONFIRMATION;
      life.asked = true;
      life.since = life.since == null ? life.accepted : life.since;
      life.letGo();
    }
  }

  private static void stage(Life life) {
    for (RosterFile file : life.sent.files) {
      done(
          pool.preparedQuery(
                  "insert into roster_file (import, file, delta, read, outside, agents_said)"
                      + " select number, $2, $3, 10, 0, true from roster_import where id = $1"
                      + " on conflict do nothing")
              .execute(Tuple.of(life.of.id(), file.base(), !life.sent.bulk)));
    }
  }

  private void readAll(Worker worker, Life life) {
    Claim claim = claims.get(key(worker, life));
    if (claim == null) {
      return;
    }
    done(imports.readAll(claim));
    if (life.isHeldBy(worker)) {
      life.whole = true;
      life.attempts--;
      life.letGo();
    }
  }

  private void finish(Worker worker, Life life, State as) {
    Claim claim = claims.get(key(worker, life));
    if (claim == null) {
      return;
    }
    boolean held = life.isHeldBy(worker);
    unlessLost(held, () -> imports.finish(claim, as, List.of()));
    if (held) {
      life.state = as;
      life.letGo();
    }
  }

  private void confirm(Life life) {
    boolean waits = life.state == State.AWAITING_CONFIRMATION;
    refused(
        waits ? null : "import-not-awaiting",
        () -> pool.withTransaction(sql -> imports.confirm(sql, life.of, "head")));
    if (waits) {
      life.state = State.RUNNING;
      life.confirmed = true;
      life.attempts = 0;
    }
    ImportId elsewhere = new ImportId(new Board("another"), life.of.school(), life.of.id());
    assertThat(failure(() -> pool.withTransaction(sql -> imports.confirm(sql, elsewhere, "head"))))
        .isInstanceOf(NotYours.class);
  }

  private void withdraw(Life life) {
    boolean waits = life.state == State.AWAITING_CONFIRMATION;
    refused(
        waits ? null : "import-not-awaiting",
        () -> pool.withTransaction(sql -> imports.withdraw(sql, life.of)));
    if (waits) {
      life.state = State.WITHDRAWN;
    }
  }

  private void lookForUnconfirmed() {
    Instant before = now.minus(Duration.ofMinutes(5));
    List<Life> overdue =
        lives.stream()
            .filter(life -> life.state == State.AWAITING_CONFIRMATION)
            .filter(life -> life.since.isBefore(before))
            .toList();
    assertThat(done(imports.withdrawUnconfirmed(before))).isEqualTo(overdue.size());
    overdue.forEach(life -> life.state = State.WITHDRAWN);
  }

  private static void refused(String code, Supplier<Uni<Void>> asked) {
    Throwable failure = failure(asked);
    if (code == null) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure).isInstanceOf(Refused.class);
      assertThat(((Refused) failure).code()).isEqualTo(code);
    }
  }

  private static void unlessLost(boolean held, Supplier<Uni<Void>> asked) {
    Throwable failure = failure(asked);
    if (held) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure).isInstanceOf(Claim.Lost.class);
    }
  }

  private static Throwable failure(Supplier<Uni<Void>> asked) {
    return done(asked
            .get()
            .map(nothing -> Optional.<Throwable>empty())
            .onFailure()
            .recoverWithItem(Optional::of))
        .orElse(null);
  }

  private void asItShouldBe() {
    for (Life life : lives) {
      ImportReport report =
          done(imports.report(BOARD, life.of.school(), life.of.id())).orElseThrow();
      assertThat(report.state()).isEqualTo(life.state);
      assertThat(report.finishedAt() == null).isEqualTo(life.isUnderWay());
      assertThat(report.progress() != null).isEqualTo(life.isUnderWay());
      assertThat(report.leaving() != null).isEqualTo(life.asked);
      assertThat(report.waitsSince()).isEqualTo(life.asked ? life.since : null);
      assertThat(report.waitsUntil())
          .isEqualTo(
              life.state == State.AWAITING_CONFIRMATION
                  ? life.since.plus(Duration.ofDays(30))
                  : null);
      assertThat(packages(life)).isEqualTo(life.isUnderWay() ? 1 : 0);
    }
    for (int number = 0; number < SCHOOLS; number++) {
      School school = school(number);
      assertThat(
              lives.stream().filter(life -> life.of.school().equals(school) && life.isUnderWay()))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  private static long packages(Life life) {
    return done(pool.preparedQuery("select count(*) from roster_package where import = $1")
            .execute(Tuple.of(life.of.id())))
        .iterator()
        .next()
        .getLong(0);
  }
}
