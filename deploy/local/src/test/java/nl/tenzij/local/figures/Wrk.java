package nl.tenzij.local.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk (Debian's 4.1.0), as many requests as kept connections can: one thread, each request one of a
 * list taken at random. Its times are those of a closed loop: a slow answer delays the next
 * question.
 */
final class Wrk {

  private static final String SCRIPT =
      """
      local requests = {}
      function init(args)
        math.randomseed(os.time())
        for line in io.lines(args[1]) do
          local path, token = line:match("^(%S+) (%S+)$")
          requests[#requests + 1] = wrk.format("GET", path, {["Authorization"] = "Bearer " .. token})
        end
      end
      function request()
        return requests[math.random(#requests)]
      end
      """;

  private static final int MOST_WARMING = 15;
  private static final double BETTER = 1.03;

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern SHARE = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern BROKEN =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  private final Path script;
  private final Path folder;

  Wrk(Path folder) {
    this.folder = folder;
    this.script = folder.resolve("ask.lua");
    write(script, SCRIPT);
  }

  /** Questions written down for it. */
  Path list(String name, List<Question> questions) {
    Path file = folder.resolve(name + ".txt");
    StringBuilder text = new StringBuilder();
    questions.forEach(
        each -> text.append(each.path()).append(' ').append(each.token()).append('\n'));
    write(file, text.toString());
    return file;
  }

  /**
   * Asks for {@link Settings#WARM_UP}, and then on until two runs in a row bring no more than the
   * best before them: class loading and the second compiler's work are over.
   */
  void warm(String url, Path questions) {
    run(url, questions, Settings.CONNECTIONS, Settings.WARM_UP);
    double best = 0;
    int noBetter = 0;
    for (int more = 0; more < MOST_WARMING && noBetter < 2; more++) {
      double rate = run(url, questions, Settings.CONNECTIONS, Settings.RUN).perSecond();
      noBetter = rate > best * BETTER ? 0 : noBetter + 1;
      best = Math.max(best, rate);
    }
  }

  Result run(String url, Path questions, int connections, Duration length) {
    try {
      Process wrk =
          new ProcessBuilder(
                  "wrk",
                  "-t1",
                  "-c" + connections,
                  "-d" + length.toSeconds() + "s",
                  "--latency",
                  "-s",
                  script.toString(),
                  url,
                  "--",
                  questions.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (wrk.waitFor() != 0) {
        throw new IllegalStateException("wrk failed: " + said);
      }
      return read(said);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Result read(String said) {
    Matcher rate = RATE.matcher(said);
    if (!rate.find()) {
      throw new IllegalStateException("wrk said something else: " + said);
    }
    double p50 = Double.NaN;
    double p99 = Double.NaN;
    Matcher share = SHARE.matcher(said);
    while (share.find()) {
      double millis = Double.parseDouble(share.group(2)) * perUnit(share.group(3));
      if (share.group(1).equals("50")) {
        p50 = millis;
      } else {
        p99 = millis;
      }
    }
    return new Result(Double.parseDouble(rate.group(1)), p50, p99, failed(said));
  }

  private static double perUnit(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "us" -> 0.001;
      case "ms" -> 1;
      default -> 1000;
    };
  }

  private static long failed(String said) {
    Matcher bad = BAD.matcher(said);
    long failed = bad.find() ? Long.parseLong(bad.group(1)) : 0;
    Matcher broken = BROKEN.matcher(said);
    if (broken.find()) {
      for (int i = 1; i <= broken.groupCount(); i++) {
        failed += Long.parseLong(broken.group(i));
      }
    }
    return failed;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
