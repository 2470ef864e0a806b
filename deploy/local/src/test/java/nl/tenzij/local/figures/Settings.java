package nl.tenzij.local.figures;

import java.time.Duration;
import java.util.List;
import nl.tenzij.components.Postgres;

/**
 * How long and how large: {@code -Dtenzij.seconds} of one run, {@code -Dtenzij.warm-up} seconds,
 * {@code -Dtenzij.rounds}, {@code -Dtenzij.schools} of the national case.
 */
final class Settings {

  static final Duration RUN = Duration.ofSeconds(Integer.getInteger("tenzij.seconds", 8));

  /**
   * Before anything is measured: the first half minute is class loading and the second compiler's
   * work.
   */
  static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("tenzij.warm-up", 30));

  static final int ROUNDS = Integer.getInteger("tenzij.rounds", 3);
  static final int SCHOOLS = Integer.getInteger("tenzij.schools", 8_000);
  static final int CONNECTIONS = 32;

  /**
   * How long services remember a token that was found good ({@code -Dtenzij.tokens}); {@code PT0S}:
   * each request's is verified whole.
   */
  static final String TOKENS_KEPT = System.getProperty("tenzij.tokens", "PT30S");

  /**
   * Of how many pupils sanction-service keeps in memory what their verdicts rest on ({@code
   * -Dtenzij.kept}); 0: each request asks the database, as when each asks once.
   */
  static final String PUPILS_KEPT = System.getProperty("tenzij.kept", "100000");

  /** As a container of half a gigabyte starts them (docker-compose.yml), with both compilers. */
  static final List<String> FLAGS =
      List.of("-Xmx358m", "-XX:+UseSerialGC", "-XX:+TieredCompilation");

  private Settings() {}

  static String machine() {
    return "%d processors, shared with clients, database and broker; PostgreSQL with fsync and %s of buffers; services as packaged, %s; tokens remembered for %s, facts of %s pupils kept"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Postgres.BUFFERS,
            String.join(" ", FLAGS),
            TOKENS_KEPT,
            PUPILS_KEPT);
  }
}
