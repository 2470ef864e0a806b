package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.tenzij.components.Folders;
import org.junit.jupiter.api.Test;

/**
 * Plays the day again and again, each on a system of its own, until so many services, brokers and
 * databases were killed: {@code -Dtenzij.day.campaign=100}. One that ends otherwise than ever is
 * told with its seed, and what it left behind is kept; the others go on.
 */
class KilledDays {

  private static final int ALL = Integer.getInteger("tenzij.day.campaign", 100);
  private static final int OF_A_DAY = Integer.getInteger("tenzij.day.kills", 10);
  private static final long FIRST = Long.getLong("tenzij.day.seed", System.nanoTime());
  private static final Path FOLDER = Path.of("target/killed-days");

  private final Map<String, Integer> killed = new TreeMap<>();
  private final List<String> summary = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  @Test
  void a_day_ends_as_ever_whatever_is_killed_while_it_is_played() throws Exception {
    Instant begun = Instant.now();
    Folders.delete(FOLDER);
    Files.createDirectories(FOLDER);
    int left = ALL;
    for (long seed = FIRST; left > 0; seed++) {
      int kills = Math.min(left, OF_A_DAY);
      left -= kills;
      day(seed, kills);
    }
    tell(
        "%d kills in %d days and %d min: %s"
            .formatted(
                killed.values().stream().mapToInt(Integer::intValue).sum(),
                summary.size(),
                Duration.between(begun, Instant.now()).toMinutes(),
                killed));
    tell(failed.isEmpty() ? "Each ended as ever." : failed.size() + " did not end as ever:");
    failed.forEach(this::tell);
    assertThat(failed).isEmpty();
  }

  private void day(long seed, int kills) throws IOException {
    Instant begun = Instant.now();
    Path folder = FOLDER.resolve(Long.toString(seed));
    String trouble;
    List<String> done;
    int again;
    try (PlayedDay day = new PlayedDay(folder, kills, seed)) {
      trouble = play(day);
      done = day.killer().done();
      again = Deaths.again(day.mails());
      day.killer().killed().forEach(each -> killed.merge(each, 1, Integer::sum));
    }
    if (trouble.isEmpty()) {
      Folders.delete(folder);
    } else {
      Files.writeString(folder.resolve("trouble.txt"), trouble + "\n\n" + String.join("\n", done));
      failed.add(
          "%s%n  again: ./campaign days %d -Dtenzij.day.seed=%d -Dtenzij.day.kills=%d; what it left: deploy/local/%s"
              .formatted(trouble.lines().findFirst().orElse(""), kills, seed, kills, folder));
    }
    tell(
        "seed %d: %s, %d s, mails that went out again: %d, killed %s"
            .formatted(
                seed,
                trouble.isEmpty() ? "as ever" : "NOT AS EVER",
                Duration.between(begun, Instant.now()).toSeconds(),
                again,
                done));
  }

  /** What is wrong with it, empty where nothing is. */
  private static String play(PlayedDay day) {
    try {
      day.play();
      assertThat(day.end()).hasToString(PlayedDay.asEver());
      assertThat(day.killer().deaths().unexplained(day.mails())).isEmpty();
      day.system().logs().forEach((name, log) -> assertThat(Scan.PERSONAL.of(name, log)).isEmpty());
      assertThat(Scan.PERSONAL.of("problems", day.problems())).isEmpty();
      return "";
    } catch (Exception | AssertionError trouble) {
      // the rim of a campaign: whatever it is, it is told, and the next day is played
      StringWriter told = new StringWriter();
      trouble.printStackTrace(new PrintWriter(told));
      return told.toString();
    }
  }

  private void tell(String line) {
    System.out.println(line);
    summary.add(line);
  }
}
