package nl.tenzij.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nl.tenzij.components.Cache;
import nl.tenzij.components.Child;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.DemoKeys;
import nl.tenzij.components.Folders;
import nl.tenzij.components.SignIn;
import nl.tenzij.local.day.Cast;
import nl.tenzij.local.day.SchoolDay;

/**
 * What {@code ./run} calls once all is built: starts everything and stays up until it is ended, or
 * tells of, or ends, one that runs already.
 *
 * <p>Set from outside: {@code tenzij.root}, the project's folder; {@code tenzij.home}, where data,
 * logs and keys go ({@code .tenzij} in it otherwise); {@code tenzij.since}, when the person began
 * to wait, in milliseconds; {@code tenzij.archived}, {@code false} to start without archives of
 * classes.
 */
public final class Launcher {
  static final String SELF = "launcher";
  private static final Path NOWHERE = Path.of("/dev/null");
  private static final Set<String> OPTIONS = Set.of("--fresh", "--empty");

  private final Layout layout;
  private final Map<String, String> environment;
  private final PrintStream out;

  private Launcher(Layout layout, Map<String, String> environment, PrintStream out) {
    this.layout = layout;
    this.environment = environment;
    this.out = out;
  }

  public static void main(String[] args) {
    var root = Path.of(System.getProperty("tenzij.root", "")).toAbsolutePath();
    var home = Path.of(System.getProperty("tenzij.home", root.resolve(".tenzij").toString()));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var layout = new Layout(root, home);
    var launcher = new Launcher(layout, System.getenv(), out);
    try {
      System.exit(launcher.run(List.of(args)));
    } catch (RuntimeException | Error e) {
      // the rim: whoever started this gets one sentence, or the reason in full where we know none
      if (!(e instanceof ComponentFailed
          || e instanceof UncheckedIOException
          || e instanceof OutOfMemoryError)) {
        e.printStackTrace();
      }
      System.err.println(Preflight.sentence(e));
      System.exit(1);
    }
  }

  private int run(List<String> args) {
    return switch (args.isEmpty() ? "start" : args.getFirst()) {
      case "stop" -> stop();
      case "status" -> new Status(layout, out).print();
      case "mails" -> mails(args.subList(1, args.size()));
      case "events" -> events(args.subList(1, args.size()));
      case "clock" -> clock();
      case "token" -> token(args.subList(1, args.size()));
      case "start" -> start(Set.copyOf(args.subList(Math.min(1, args.size()), args.size())));
      default -> throw new ComponentFailed("unknown command " + args.getFirst());
    };
  }

  // Held until this process ends, however it ends: what nobody refers to would be closed at some
  // garbage collection, and its lock with it.
  private static FileChannel lock;

  private int start(Set<String> options) {
    for (var option : options) {
      if (!OPTIONS.contains(option)) {
        throw new ComponentFailed("unknown option " + option);
      }
    }
    var since =
        Instant.ofEpochMilli(
            Long.getLong(
                "tenzij.since",
                ProcessHandle.current()
                    .info()
                    .startInstant()
                    .orElseGet(Instant::now)
                    .toEpochMilli()));
    Preflight.check(layout.home(), Preflight.SPACE);
    Preflight.check(Cache.folder(), Preflight.SPACE);
    holdLock();
    // only now: the log of one that runs already must stay
    logTo(layout.log(SELF));
    System.setProperty(Child.APART, "true");
    var progress = new Progress(out, since);
    endLeftovers(progress);
    var ports = PortPlan.of(environment);
    ports.refuseTaken();
    ports.write(layout.home());
    layout.pids().record(SELF, ProcessHandle.current());
    if (options.contains("--fresh")) {
      forget(progress);
    }
    var archived = !"false".equals(System.getProperty("tenzij.archived"));
    var installation = new Installation(layout, ports, progress, archived);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(installation, progress), "tenzij-end"));
    progress.say("Tenzij starts; logs are in " + layout.home().resolve("logs"));
    try {
      installation.start();
    } catch (ComponentFailed e) {
      if (installation.ending()) {
        awaitEnd();
      }
      throw e;
    }
    Status.noteReady(layout, ProcessHandle.current());
    progress.say(
        "Everything is ready after %s%s."
            .formatted(progress.elapsed(), Memory.sentence(layout.pids())));
    if (!options.contains("--empty")) {
      play(installation, progress);
    }
    new Welcome(layout, ports, out).print();
    watch(installation, progress);
    return 0;
  }

  /** What libraries have to say: the screen belongs to its person. */
  private static void logTo(Path file) {
    System.setProperty("tenzij.log", file.toString());
    System.setProperty("log4j.configurationFile", "launcher-log4j2.xml");
  }

  /** Two launchers on one folder would end each other's processes. */
  private void holdLock() {
    try {
      lock =
          FileChannel.open(
              layout.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        throw new ComponentFailed(
            "Tenzij runs already from this folder%s: see ./run status, or end it with ./run stop."
                .formatted(
                    layout.pids().running(SELF).map(one -> " (pid " + one.pid() + ")").orElse("")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endLeftovers(Progress progress) {
    var left = Ending.of(layout);
    if (!left.isEmpty()) {
      progress.say("Ended what an earlier run left behind: " + String.join(", ", left));
    }
  }

  private void forget(Progress progress) {
    Folders.delete(layout.data());
    Folders.delete(layout.keys());
    Folders.delete(layout.mails());
    progress.say("Forgot all data of earlier runs");
  }

  private void play(Installation installation, Progress progress) {
    var clock = new SharedClock(layout.clock());
    try {
      if (Files.exists(day())) {
        progress.say(
            "A school day %s in this data already; the services' clock says %s. ./run --fresh forgets it and plays one anew."
                .formatted(Files.readString(day()), clock.told()));
        return;
      }
      progress.say(
          "A school day is played. The services' clock is moved through it; everything else is real.");
      Files.writeString(day(), "broke off");
      new SchoolDay(installation.outside(), Cast.COLLEGE_EEN, progress::say, scene -> {}).play();
      Files.writeString(day(), "was played");
    } catch (IllegalStateException e) {
      progress.say("The day broke off: " + e.getMessage());
      progress.say("./run --fresh plays it anew.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.say("");
    progress.say(
        "By the services' clock (./run clock) it is %s, and it goes on from there."
            .formatted(clock.told()));
  }

  /** What became of the day that was played in this data. */
  private Path day() {
    return layout.data("school-day");
  }

  /** Stays until this process is told to end; meanwhile says so when a part ends by itself. */
  private void watch(Installation installation, Progress progress) {
    for (var child : installation.children()) {
      child
          .handle()
          .onExit()
          .thenRun(
              () -> {
                if (!installation.ending()) {
                  progress.say(
                      "%s has ended by itself: its log is %s; end and start again with Ctrl-C and ./run."
                          .formatted(child.name(), child.log()));
                }
              });
    }
    awaitEnd();
  }

  private static void awaitEnd() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Installation installation, Progress progress) {
    progress.say("");
    progress.say("Tenzij ends");
    installation.close();
    layout.pids().forget(SELF);
    progress.say("Everything has ended.");
  }

  private int stop() {
    var launcher = layout.pids().running(SELF);
    launcher.ifPresent(
        process -> {
          process.destroy();
          process.onExit().orTimeout(90, TimeUnit.SECONDS).exceptionally(late -> process).join();
          process.destroyForcibly();
        });
    var left = Ending.of(layout);
    out.println(launcher.isEmpty() && left.isEmpty() ? "Nothing ran." : "Everything has ended.");
    return 0;
  }

  private int mails(List<String> numbers) {
    var mailbox = new Mailbox(layout.mails());
    if (numbers.isEmpty()) {
      mailbox.list(out);
    } else {
      mailbox.show(numbers.getFirst(), out);
    }
    return 0;
  }

  /** What other systems are told. */
  private int events(List<String> types) {
    if (running(layout).isEmpty()) {
      throw new ComponentFailed(
          "Tenzij does not run, so its topics can't be read: start it with ./run.");
    }
    logTo(NOWHERE);
    var events =
        new Events("localhost:" + PortPlan.read(layout.home()).of("kafka"), Installation.TOPICS);
    if (types.isEmpty()) {
      events.list(out);
    } else {
      events.show(types.getFirst(), out);
    }
    return 0;
  }

  /** Of a demo person, or of a client whose private key was made here. */
  private int token(List<String> names) {
    if (names.size() != 1) {
      throw new ComponentFailed("Say whose: ./run token tim, or ./run token school-system.");
    }
    var name = names.getFirst();
    var isClient = DemoKeys.CLIENTS.contains(name);
    var users = DemoUsers.names(layout);
    if (!isClient && !users.contains(name)) {
      throw new ComponentFailed(
          "There is no %s in the demo. Users: %s. Clients: %s."
              .formatted(name, String.join(", ", users), String.join(", ", DemoKeys.CLIENTS)));
    }
    if (running(layout).isEmpty()) {
      throw new ComponentFailed(
          "Tenzij does not run, so nobody gives out tokens: start it with ./run.");
    }
    var tokens =
        new SignIn(PortPlan.read(layout.home()).url("keycloak"), new DemoKeys(layout.keys()))
            .tokens();
    out.println(isClient ? tokens.client(name) : tokens.user(name));
    return 0;
  }

  /** The services' time, as calls want it. */
  private int clock() {
    out.println(new SharedClock(layout.clock()).instant().truncatedTo(ChronoUnit.SECONDS));
    return 0;
  }

  static Optional<ProcessHandle> running(Layout layout) {
    return layout.pids().running(SELF);
  }
}
