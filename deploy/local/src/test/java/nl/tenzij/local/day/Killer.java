package nl.tenzij.local.day;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nl.tenzij.local.Service;

/**
 * Ends services as {@code kill -9} does while a day is played, at moments that nobody chose, and
 * starts them again. The day goes on meanwhile.
 */
final class Killer implements AutoCloseable {

  private static final Duration LATEST = Duration.ofMillis(1500);

  private final WholeSystem system;
  private final Random random;
  private final int scenes;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Future<?>> kills = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private int left;
  private int begun;

  /**
   * @param kills how many there are to be
   * @param scenes of the day
   */
  Killer(WholeSystem system, int kills, int scenes, long seed) {
    this.system = system;
    this.left = kills;
    this.scenes = scenes;
    this.random = new Random(seed);
  }

  /** In each of the scenes that are left a kill is as likely as in any other. */
  void scene(String name) {
    int coming = Math.max(1, scenes - begun++);
    for (int chances = left; chances > 0; chances--) {
      if (random.nextInt(coming) == 0) {
        left--;
        String service = Service.ALL.get(random.nextInt(Service.ALL.size())).name();
        long after = random.nextLong(LATEST.toMillis());
        done.add("%s, %d ms into “%s”".formatted(service, after, name));
        kills.add(
            timer.schedule(() -> system.killAndRestart(service), after, TimeUnit.MILLISECONDS));
      }
    }
  }

  /** Who was killed, and when. */
  List<String> done() {
    return List.copyOf(done);
  }

  /** All that was killed is there again afterwards. */
  @Override
  public void close() throws InterruptedException, ExecutionException {
    for (Future<?> kill : kills) {
      kill.get();
    }
    timer.shutdown();
  }
}
