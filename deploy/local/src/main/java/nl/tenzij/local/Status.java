package nl.tenzij.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import nl.tenzij.components.Ports;

/** Tells of each part whether it runs and answers, where, and what memory it takes. */
final class Status {
  private static final List<String> PARTS =
      List.of(
          "postgres",
          "kafka",
          "keycloak",
          "smtp",
          "school-service",
          "exception-service",
          "sanction-service",
          "notification-service",
          "gateway");

  private final Layout layout;
  private final PrintStream out;

  Status(Layout layout, PrintStream out) {
    this.layout = layout;
    this.out = out;
  }

  /** From here on what is not there is not still to come. */
  static void noteReady(Layout layout, ProcessHandle launcher) {
    try {
      Files.writeString(layout.ready(), Long.toString(launcher.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever an earlier launcher noted. */
  private boolean starts(ProcessHandle launcher) {
    try {
      return !Files.exists(layout.ready())
          || !Files.readString(layout.ready()).equals(Long.toString(launcher.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns 0 when everything answers, and 3, as service managers do, when something does not. */
  int print() {
    var launcher = Launcher.running(layout);
    if (launcher.isEmpty() && layout.pids().running().isEmpty()) {
      out.println("Tenzij does not run.");
      return 3;
    }
    var ports = PortPlan.read(layout.home());
    var starts = launcher.filter(this::starts).isPresent();
    var all = true;
    out.printf("%-22s %-12s %8s %8s   %s%n", "part", "state", "pid", "MB", "address");
    for (var part : PARTS) {
      // mail is taken in by the launcher itself
      var process = "smtp".equals(part) ? launcher : layout.pids().running(part);
      var answers = process.isPresent() && Ports.answers(ports.of(part));
      all &= answers;
      out.printf(
          "%-22s %-12s %8s %8s   localhost:%d%n",
          part,
          answers
              ? "answers"
              : process.isPresent() ? "starts" : starts ? "is to come" : "is not there",
          process.map(one -> Long.toString(one.pid())).orElse("-"),
          process.map(one -> memory(part, one)).orElse("-"),
          ports.of(part));
    }
    if (starts) {
      out.println("Tenzij is starting.");
    } else if (launcher.isEmpty()) {
      out.println("What started these was killed: ./run stop ends them, ./run starts all anew.");
    }
    return all ? 0 : 3;
  }

  private static String memory(String part, ProcessHandle process) {
    var kilobytes = "smtp".equals(part) ? Memory.proportional(process.pid()) : Memory.of(process);
    return kilobytes == 0 ? "?" : Long.toString(kilobytes / 1024);
  }
}
