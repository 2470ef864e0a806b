package nl.tenzij.school.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import org.junit.jupiter.api.Test;

/**
 * "Who teaches this class's pupils now", asked over HTTP at a steady rate, each answer's time
 * counted from when it was due. 5,000 classes, 100,000 pupils with ten classes each. Beside it what
 * the same database does when it is asked each time. Run by {@code ./benchmark teachers}.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class TeachersFigure {

  private static final int RATE = Integer.getInteger("tenzij.rate", 2_000);
  private static final int SECONDS = Integer.getInteger("tenzij.seconds", 20);
  private static final int CLASSES = 5_000;
  private static final double GOAL = 20;

  @Inject DataSource database;
  @Inject Lookups lookups;
  @Inject Vertx vertx;

  @TestHTTPResource URI service;

  private final PushedSchool at = new PushedSchool();
  private final String head = at.as("head", "hanna");

  private record Result(double perSecond, double p50, double p99, int failed) {
    void print(String what) {
      System.out.printf(
          Locale.ROOT,
          "%-62s %,8.0f /s   p50 %7.2f ms   p99 %7.2f ms   %d failed%n",
          what,
          perSecond,
          p50,
          p99,
          failed);
    }
  }

  /** Rows as the projection writes them. */
  private void fill() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      String here = "'" + at.board + "', '" + at.school + "'";
      sql.execute(
          "insert into class_known select "
              + here
              + ", 'k' || k, 'Class ' || k, 'SCHEDULED', '{}', true from generate_series(0, "
              + (CLASSES - 1)
              + ") k");
      sql.execute(
          "insert into class_place select "
              + here
              + ", 'TEACHER', 't' || (k % 2000), 'k' || k, null, null::date, null::date, false"
              + " from generate_series(0, "
              + (CLASSES - 1)
              + ") k");
      sql.execute(
          "insert into class_place select "
              + here
              + ", 'PUPIL', 'p' || p, 'k' || ((p / 200) * 10 + s), null, null::date, null::date, false"
              + " from generate_series(0, 99999) p, generate_series(0, 9) s");
      sql.execute(
          "insert into class_meeting select "
              + here
              + ", 'k' || k, 'k' || (k / 10 * 10 + s), '-infinity', 'infinity', 200 from generate_series(0, "
              + (CLASSES - 1)
              + ") k, generate_series(0, 9) s");
      sql.execute("analyze class_meeting");
      sql.execute("analyze class_place");
      sql.execute("analyze class_known");
    }
  }

  private static String anyClass() {
    return "k" + ThreadLocalRandom.current().nextInt(CLASSES);
  }

  @Test
  void whoTeachesThisClassesPupilsNow() throws Exception {
    fill();
    System.out.printf(
        Locale.ROOT,
        "%d processors, shared with the clients and the database; %d s each%n",
        Runtime.getRuntime().availableProcessors(),
        SECONDS);
    Result raw = databaseAlone();
    raw.print("the database asked each time, 16 clients, without HTTP");
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(service.getHost())
                .setDefaultPort(service.getPort())
                .setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(64));
    steady(client, RATE / 4, 5, number -> "k" + number % CLASSES);
    for (int number = 0; number < CLASSES; number += RATE) {
      int from = number;
      steady(client, RATE / 2, 2, each -> "k" + (from + each) % CLASSES);
    }
    Result kept = steady(client, RATE, SECONDS, number -> anyClass());
    kept.print("over HTTP at a steady rate");
    int pushes = SECONDS;
    at.staff("new", "New", "Teacher");
    Thread pushing = pushing(pushes);
    Result changing = steady(client, RATE, SECONDS, number -> anyClass());
    pushing.join();
    changing.print("the same, with a change of the roster every second");
    System.out.printf(
        Locale.ROOT,
        "%-62s %8.2f ms   goal at most %.0f ms%n",
        "p99 at " + RATE + " requests a second",
        kept.p99(),
        GOAL);
    System.out.printf(
        Locale.ROOT,
        "%-62s %8.2f%n",
        "requests a second, to what the database alone does",
        kept.perSecond() / raw.perSecond());
    assertThat(kept.failed()).isZero();
    assertThat(kept.p99()).isLessThanOrEqualTo(GOAL);
  }

  /** Somebody gets another name each second: the roster changes, the answers don't. */
  private Thread pushing(int times) {
    return Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < times; i++) {
                long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                at.staff("new", "New" + i, "Teacher").schoolClass("own", "scheduled");
                at.enrol("new", "own", "teacher", "2026-01-0" + (1 + i % 9), "2999-01-01");
                while (System.nanoTime() < next) {
                  LockSupport.parkNanos(next - System.nanoTime());
                }
              }
            });
  }

  private Result databaseAlone() throws InterruptedException {
    LocalDate today = LocalDate.now();
    Board board = new Board(at.board);
    School school = new School(at.school);
    return closed(
        16, () -> lookups.teachersOfPupilsOf(board, school, anyClass(), today).map(List::size));
  }

  private Result closed(int clients, Supplier<Uni<Integer>> thing) throws InterruptedException {
    long[] nanos = new long[1_000_000];
    AtomicInteger done = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(clients);
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(SECONDS / 2);
    for (int i = 0; i < clients; i++) {
      next(thing, nanos, done, ended, end);
    }
    ended.await();
    return result(nanos, done.get(), (System.nanoTime() - start) / 1e9, 0);
  }

  private void next(
      Supplier<Uni<Integer>> thing,
      long[] nanos,
      AtomicInteger done,
      CountDownLatch ended,
      long end) {
    long start = System.nanoTime();
    if (start > end) {
      ended.countDown();
      return;
    }
    thing
        .get()
        .subscribe()
        .with(
            size -> {
              nanos[done.getAndIncrement()] = System.nanoTime() - start;
              next(thing, nanos, done, ended, end);
            },
            failure -> ended.countDown());
  }

  /** Requests are due whether or not the ones before were answered. */
  private Result steady(HttpClient client, int rate, int seconds, IntFunction<String> inClass)
      throws InterruptedException {
    int all = rate * seconds;
    long[] nanos = new long[all];
    AtomicInteger done = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(all);
    long start = System.nanoTime();
    long timer =
        vertx.setPeriodic(
            1,
            tick -> {
              long now = System.nanoTime();
              while (sent.get() < all && due(start, sent.get(), rate) <= now) {
                int number = sent.getAndIncrement();
                long from = due(start, number, rate);
                client
                    .request(
                        HttpMethod.GET, at.at("/classes/" + inClass.apply(number) + "/teachers"))
                    .compose(request -> request.putHeader("Authorization", "Bearer " + head).send())
                    .compose(
                        response ->
                            response
                                .body()
                                .map(body -> response.statusCode() == 200 && body.length() > 20))
                    .onComplete(
                        answered -> {
                          if (answered.succeeded() && answered.result()) {
                            nanos[done.getAndIncrement()] = System.nanoTime() - from;
                          } else {
                            failed.incrementAndGet();
                          }
                          ended.countDown();
                        });
              }
            });
    boolean whole = ended.await(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS);
    vertx.cancelTimer(timer);
    assertThat(whole).as("every request was answered").isTrue();
    return result(nanos, done.get(), (System.nanoTime() - start) / 1e9, failed.get());
  }

  private static long due(long start, int number, int rate) {
    return start + number * TimeUnit.SECONDS.toNanos(1) / rate;
  }

  private static Result result(long[] nanos, int count, double seconds, int failed) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new Result(
        count / seconds,
        count == 0 ? Double.NaN : sorted[count / 2] / 1e6,
        count == 0 ? Double.NaN : sorted[(int) (count * 0.99)] / 1e6,
        failed);
  }
}
