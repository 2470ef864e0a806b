package nl.tenzij.local.figures;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;

/**
 * How long after the answer to a command the verdict shows what it changed: an exemption granted, a
 * ban begun, educational use opened, a policy come in force. By the public API through all
 * services; who waits for it asks for the verdict before and then again and again, so that whatever
 * was kept in memory of what was before stands in the way as much as it can.
 */
final class ShownFigure implements AutoCloseable {

  private static final int WARMING = Integer.getInteger("tenzij.warming", 20);
  private static final int TRIES = Integer.getInteger("tenzij.tries", 200);
  private static final int ALL = WARMING + TRIES;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private final Product product = new Product(mail -> {});
  private final Preparation before = new Preparation(product);

  static void run() {
    Table.head("From a command's answer to the verdict that shows it");
    Table.print("%s", Settings.machine());
    Table.print(
        "All services, Keycloak's tokens, Kafka; each %,d times after %,d to warm up, one after the other; the verdict on one pupil, asked for through the gateway, again %d ms after each answer.",
        TRIES, WARMING, BETWEEN_LOOKS.toMillis());
    try (ShownFigure figure = new ShownFigure()) {
      figure.product.bringIn(new Family(1));
      print("a policy in force → the verdict names it", figure::policy);
      figure.product.bringIn(new Family(2 * ALL + 1));
      print("an exemption granted → the verdict rests on it", figure::exemption);
      print("a ban confirmed from today on → the verdict is that", figure::ban);
      print("educational use opened → the verdict rests on it", figure::educationalUse);
    }
  }

  /**
   * @param each of a number: how many nanoseconds it took
   */
  private static void print(String what, IntToLongFunction each) {
    long[] nanos = new long[TRIES];
    for (int number = 0; number < ALL; number++) {
      long took = each.applyAsLong(number);
      if (number >= WARMING) {
        nanos[number - WARMING] = took;
      }
    }
    Result result = Result.of(nanos, TRIES, 1, 0);
    Table.print(
        "%-58s p50 %8.2f ms   p99 %8.2f ms   max %8.2f ms   goal at most 1,000",
        what, result.p50(), result.p99(), Arrays.stream(nanos).max().orElseThrow() / 1e6);
  }

  /** One that was published takes the place of the one before. */
  private long policy(int number) {
    String pupil = Family.pupil(0);
    String policy = before.publishedPolicy(today());
    until("no word of the policy before", pupil, verdict -> !policy.equals(named(verdict)));
    product.post("hanna", "/policies/" + policy + "/activation", Map.of()).expect(200);
    return shown("the policy", pupil, verdict -> policy.equals(named(verdict)));
  }

  private static String named(JsonNode verdict) {
    return verdict.at("/policy/id").asText();
  }

  private long exemption(int number) {
    String pupil = Family.pupil(number);
    Preparation.Decision decision = before.assessed(pupil);
    until("the rule", pupil, ground("RULE"));
    product.post("cora", decision.path(), decision.body()).expect(200);
    return shown("the exemption", pupil, ground("EXEMPTION"));
  }

  private long ban(int number) {
    String pupil = Family.pupil(ALL + number);
    String ban = before.imposedBan(pupil, product.now());
    until("the rule", pupil, ground("RULE"));
    Map<String, String> week =
        Map.of("from", today().toString(), "until", today().plusDays(6).toString());
    product.post("hanna", "/sanctions/" + ban + "/confirmation", week).expect(200);
    return shown("the ban", pupil, ground("BAN"));
  }

  private long educationalUse(int number) {
    String pupil = Family.pupil(2 * ALL);
    until("the rule", pupil, ground("RULE"));
    Map<String, Object> stopwatch =
        Map.of(
            "class",
            "k-1",
            "purpose",
            "A stopwatch.",
            "devices",
            List.of("SMARTPHONE"),
            "until",
            product.now().plus(Duration.ofMinutes(30)).toString());
    String open =
        product.post("tim", "/educational-uses", stopwatch).expect(201).body().path("id").asText();
    long shown = shown("the use", pupil, ground("EDUCATIONAL_USE"));
    product.post("tim", "/educational-uses/" + open + "/closure", Map.of()).expect(200);
    return shown;
  }

  private static Predicate<JsonNode> ground(String ground) {
    return verdict -> ground.equals(verdict.path("ground").asText());
  }

  /** From now on. */
  private long shown(String what, String pupil, Predicate<JsonNode> shows) {
    long answered = System.nanoTime();
    until(what, pupil, shows);
    return System.nanoTime() - answered;
  }

  private void until(String what, String pupil, Predicate<JsonNode> shows) {
    Await.until(
        what + " in the verdict",
        Product.SOON,
        BETWEEN_LOOKS,
        () ->
            shows.test(
                product
                    .get("tim", "/pupils/" + pupil + "/verdict?device=SMARTPHONE&place=CLASSROOM")
                    .expect(200)
                    .body()));
  }

  private LocalDate today() {
    Instant now = product.now();
    return LocalDate.ofInstant(now, ZONE);
  }

  @Override
  public void close() {
    product.close();
  }
}
