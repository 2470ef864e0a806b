package nl.tenzij.ledger.subscription;

import static nl.tenzij.ledger.privacy.TestLedger.BOARD;
import static nl.tenzij.ledger.privacy.TestLedger.META;
import static nl.tenzij.ledger.privacy.TestLedger.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.privacy.TestLedger.Met;
import nl.tenzij.ledger.privacy.TestLedger.Name;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody is forgotten while a projection is filled anew, or was before: one partition says so
 * while another, whose rows nobody sees yet, shows them, or before it does.
 */
class ForgottenMeanwhileTest {

  private static final Board OTHER = new Board("board-b");

  private TestLedger ledger;
  private Subscriptions subscriptions;
  private Listed listed;

  private School school(int partition) {
    return school(BOARD, partition);
  }

  private School school(Board board, int partition) {
    return IntStream.range(0, 100)
        .mapToObj(i -> new School("school-" + i))
        .filter(each -> ledger.store().partition(board, each) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** Takes its time with two schools. */
  private static final class Listed implements Projection {
    private final School slow;
    private final School gate;
    private final CompletableFuture<Void> shown = new CompletableFuture<>();
    private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();
    private final CompletableFuture<Void> mayPass = new CompletableFuture<>();
    private final CompletableFuture<Void> removed = new CompletableFuture<>();

    Listed(School slow, School gate) {
      this.slow = slow;
      this.gate = gate;
    }

    @Override
    public String name() {
      return "listed";
    }

    @Override
    public List<String> tables() {
      return List.of("listed");
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(Met.class, Forgot.class);
    }

    @Override
    public List<String> removals() {
      return List.of("delete from listed where (board, person) in (table forgotten)");
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      return Projection.oneByOne(
          events,
          recorded ->
              recorded.event() instanceof Forgot
                  ? remove(List.of(recorded), sql).invoke(() -> removed.complete(null))
                  : show(recorded, sql));
    }

    private Uni<Void> show(Recorded<?> recorded, SqlConnection sql) {
      String person = ((Met) recorded.event()).name().subject();
      School school = recorded.stream().school();
      return sql.preparedQuery(
              "insert into listed (board, person) select $1, $2 where not is_forgotten($1, $2)")
          .execute(Tuple.of(recorded.stream().board().id(), person))
          .chain(
              () -> {
                if (school.equals(slow)) {
                  shown.complete(null);
                  return Uni.createFrom().completionStage(mayEnd);
                }
                return school.equals(gate)
                    ? Uni.createFrom().completionStage(mayPass)
                    : Uni.createFrom().voidItem();
              });
    }
  }

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh();
    listed = new Listed(school(0), school(1));
    ledger.execute("create table listed (board text, person text)");
    subscriptions = new Subscriptions(ledger.pool(), ledger.store(), List.of(listed), 2);
  }

  @AfterEach
  void close() {
    subscriptions.close();
    ledger.close();
  }

  private void met(School school, String person) {
    met(BOARD, school, person);
  }

  private void met(Board board, School school, String person) {
    var met = new Met(Personal.of(person, new Name("Bo", "Bos")), List.of());
    var stream = new StreamId(board, school, "person", UUID.randomUUID());
    now(ledger.store().append(stream, 0, List.of(met), META));
  }

  /** Shows whom the log names, as long as it does not say itself that they are forgotten. */
  private static final class Trusting implements Projection {
    @Override
    public String name() {
      return "listed";
    }

    @Override
    public List<String> tables() {
      return List.of("listed");
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(Met.class, Forgot.class);
    }

    @Override
    public List<String> removals() {
      return List.of("delete from listed where (board, person) in (table forgotten)");
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      return Projection.oneByOne(
          events,
          recorded ->
              recorded.event() instanceof Met met
                  ? sql.preparedQuery("insert into listed (board, person) values ($1, $2)")
                      .execute(Tuple.of(recorded.stream().board().id(), met.name().subject()))
                      .replaceWithVoid()
                  : remove(List.of(recorded), sql));
    }
  }

  /** Wherever that is said: a partition before the one that names them, in it, or behind it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void a_list_that_is_filled_anew_shows_nobody_who_was_forgotten_before(int sayingSo) {
    subscriptions.close();
    subscriptions = new Subscriptions(ledger.pool(), ledger.store(), List.of(new Trusting()), 2);
    met(school(2), "p-1");
    met(school(2), "p-2");
    met(OTHER, school(OTHER, 2), "p-1");
    now(ledger.erasures().forget(BOARD, school(sayingSo), "p-1", META));

    now(subscriptions.rebuild("listed").collect().last());

    assertThat(ledger.count("select count(*) from listed where person = 'p-2'")).isOne();
    assertThat(ledger.count("select count(*) from listed where board = 'board-b'")).isOne();
    assertThat(ledger.count("select count(*) from listed")).isEqualTo(2);
  }

  @Test
  void a_list_that_is_filled_anew_shows_nobody_who_is_forgotten_meanwhile() throws Exception {
    met(school(0), "p-1");
    met(school(1), "p-2");
    CompletableFuture<?> rebuilding =
        subscriptions.rebuild("listed").collect().last().subscribeAsCompletionStage();
    listed.shown.get(60, TimeUnit.SECONDS);

    now(ledger.erasures().forget(BOARD, school(2), "p-1", META));
    listed.mayPass.complete(null);
    listed.removed.get(60, TimeUnit.SECONDS);
    listed.mayEnd.complete(null);
    rebuilding.get(60, TimeUnit.SECONDS);

    assertThat(ledger.count("select count(*) from listed where person = 'p-2'")).isOne();
    assertThat(ledger.count("select count(*) from listed where person = 'p-1'")).isZero();
  }
}
