package nl.tenzij.local.figures;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tenzij.components.Mail;

/**
 * From an incident to a guardian's mail at the mail server, through all services, with Keycloak's
 * tokens: a teacher reports a phone in class through the gateway, the ladder proposes a warning,
 * the teacher imposes it as soon as it is to be seen, notification-service hears of it over Kafka
 * and sends.
 */
final class MailFigure implements AutoCloseable {

  private static final int WARMING = Integer.getInteger("tenzij.warming", 600);
  private static final int WARMERS = 3;
  private static final int MEASURED = Integer.getInteger("tenzij.incidents", 300);
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private final Map<String, CompletableFuture<Long>> mails = new ConcurrentHashMap<>();
  private final Product product = new Product(this::arrived);

  static void run() {
    Table.head("From an incident to the mail at the mail server, outside quiet hours");
    Table.print("%s", Settings.machine());
    Table.print(
        "All services, Keycloak's tokens, Kafka; %,d incidents, one each %d ms, after %,d by %d people to warm up; each about another pupil with one guardian.",
        MEASURED, BETWEEN.toMillis(), WARMING, WARMERS);
    try (MailFigure figure = new MailFigure()) {
      figure.bringIn(new Family(WARMING + MEASURED));
      figure.warm();
      List<Times> times = figure.measure();
      print("incident asked for → answered", times, Times::recorded);
      print("incident asked for → proposal to be seen", times, Times::proposed);
      print("decision asked for → answered", times, Times::decided);
      print("decision asked for → mail accepted", times, Times::told);
      Result whole = print("incident asked for → mail accepted", times, Times::whole);
      Table.print("%-58s %10.2f ms   goal at most 250", "p50, incident to mail", whole.p50());
      Table.print("%-58s %10.2f ms   goal at most 1,000", "p99, incident to mail", whole.p99());
    }
  }

  /** Nanoseconds from one step to another. */
  private record Times(long recorded, long proposed, long decided, long told, long whole) {}

  private static Result print(String what, List<Times> times, ToLongFunction<Times> step) {
    long[] nanos = times.stream().mapToLong(step).toArray();
    Result result = Result.of(nanos, nanos.length, 1, 0);
    Table.print("%-58s p50 %8.2f ms   p99 %8.2f ms", what, result.p50(), result.p99());
    return result;
  }

  private void bringIn(Family family) {
    product.bringIn(family);
    // As sanction-service's consumer writes down what school-service tells of a policy.
    String here = "'" + Family.BOARD + "', '" + Family.SCHOOL + "'";
    product.sql(
        "sanction",
        "insert into policy_known values ("
            + here
            + ", 'policy', 1, 'PHONES', '2026-08-01T00:00:00Z', '"
            + Country.policy()
            + "'::jsonb)");
    product.sql("sanction", "update school_book set revision = revision + 1");
  }

  /** By as many as wait for their own: services that are cold would be drowned by a steady rate. */
  private void warm() {
    try (ExecutorService warmers = Executors.newFixedThreadPool(WARMERS)) {
      times(IntStream.range(0, WARMING).mapToObj(number -> warmers.submit(() -> follow(number))));
    }
  }

  private List<Times> measure() {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      return times(
          IntStream.range(0, MEASURED)
              .mapToObj(
                  nth -> {
                    long due = start + nth * BETWEEN.toNanos();
                    LockSupport.parkNanos(due - System.nanoTime());
                    return each.submit(() -> follow(WARMING + nth));
                  }));
    }
  }

  private static List<Times> times(Stream<Future<Times>> begun) {
    return begun.toList().stream().map(MailFigure::result).toList();
  }

  private static Times result(Future<Times> task) {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("an incident had no mail", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private Times follow(int number) throws Exception {
    CompletableFuture<Long> mail = new CompletableFuture<>();
    mails.put(Family.address(number), mail);
    product.user("tim");
    long start = System.nanoTime();
    String incident =
        product
            .post(
                "tim",
                "/incidents",
                Map.of(
                    "category", "NON_EDUCATIONAL_USE",
                    "device", "SMARTPHONE",
                    "place", "CLASSROOM",
                    "moment", "LESSON",
                    "occurredAt", product.now().minusMillis(10).toString(),
                    "participants",
                        List.of(Map.of("pupil", Family.pupil(number), "role", "OFFENDER"))))
            .expect(201)
            .body()
            .path("id")
            .asText();
    long recorded = System.nanoTime();
    String[] sanction = new String[1];
    Await.until(
        "the proposal",
        Product.SOON,
        BETWEEN_LOOKS,
        () -> {
          sanction[0] =
              product
                  .get("tim", "/sanctions?incident=" + incident)
                  .expect(200)
                  .body()
                  .at("/items/0/id")
                  .asText();
          return !sanction[0].isEmpty();
        });
    long proposed = System.nanoTime();
    product.post("tim", "/sanctions/" + sanction[0] + "/imposition", Map.of()).expect(200);
    long decided = System.nanoTime();
    long arrived = mail.get(Product.SOON.toSeconds(), TimeUnit.SECONDS);
    return new Times(
        recorded - start,
        proposed - start,
        decided - proposed,
        arrived - proposed,
        arrived - start);
  }

  private void arrived(Mail mail) {
    CompletableFuture<Long> awaited = mails.get(mail.to());
    if (awaited != null) {
      awaited.complete(System.nanoTime());
    }
  }

  @Override
  public void close() {
    product.close();
  }
}
