package nl.tenzij.local.day;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nl.tenzij.local.Service;

/**
 * Ends services, the broker and the database as {@code kill -9} does while a day is played, one
 * after the other, at moments that nobody chose, and starts them again. The day goes on meanwhile.
 */
final class Killer implements AutoCloseable {

  /** One of the services, whichever. */
  private static final String SERVICE = "service";

  private static final List<String> KINDS =
      List.of(SERVICE, WholeSystem.BROKER, WholeSystem.DATABASE);

  private final WholeSystem system;
  private final SceneLengths lengths;
  private final Random random;
  private final int scenes;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Future<?>> kills = new ArrayList<>();
  private final Deque<String> kinds = new ArrayDeque<>();
  private final List<String> killed = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final Deaths deaths = new Deaths();
  private int left;
  private int begun;

  /**
   * @param kills how many there are to be
   * @param scenes of the day
   * @param lengths of scenes, within which a moment lies
   */
  Killer(WholeSystem system, int kills, int scenes, SceneLengths lengths, long seed) {
    this.system = system;
    this.lengths = lengths;
    this.left = kills;
    this.scenes = scenes;
    this.random = new Random(seed);
  }

  /**
   * In each of the scenes that are left a kill is as likely as in any other, and as likely at one
   * moment of it as at another, by what it usually takes: where it is over before, in the next.
   */
  void scene(String name) {
    int coming = Math.max(1, scenes - begun++);
    for (int chances = left; chances > 0; chances--) {
      if (random.nextInt(coming) == 0) {
        left--;
        String victim = victim();
        long after = random.nextLong(lengths.usual(name).toMillis() + 1);
        killed.add(victim);
        done.add("%s, %d ms into “%s”".formatted(victim, after, name));
        kills.add(timer.schedule(() -> kill(victim), after, TimeUnit.MILLISECONDS));
      }
    }
  }

  private void kill(String victim) {
    Instant from = Instant.now();
    system.killAndRestart(victim);
    deaths.add(victim, from, Instant.now());
  }

  /** Each of three that follow each other is of another kind. */
  private String victim() {
    if (kinds.isEmpty()) {
      List<String> shuffled = new ArrayList<>(KINDS);
      Collections.shuffle(shuffled, random);
      kinds.addAll(shuffled);
    }
    String kind = kinds.pop();
    return kind.equals(SERVICE) ? Service.ALL.get(random.nextInt(Service.ALL.size())).name() : kind;
  }

  /** Who was killed, by name. */
  List<String> killed() {
    return List.copyOf(killed);
  }

  /** When sending was away. */
  Deaths deaths() {
    return deaths;
  }

  /** Who was killed, and when. */
  List<String> done() {
    return List.copyOf(done);
  }

  /** All that was killed is there again afterwards. */
  @Override
  public void close() throws InterruptedException, ExecutionException {
    try {
      for (Future<?> kill : kills) {
        kill.get();
      }
    } finally {
      timer.shutdownNow();
    }
  }
}
