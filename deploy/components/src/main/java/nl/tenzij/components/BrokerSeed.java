package nl.tenzij.components;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a quick start of a test's broker needs, made once and kept in the cache: a copy of its
 * libraries, since an archive holds for files at one place and of one time only, and an archive of
 * the classes that it loads and links. The tests of a whole run start some twenty brokers.
 */
final class BrokerSeed {
  private static final int KEPT = 3;
  private static final Duration LEARNT = Duration.ofMinutes(3);

  private final Path libraries;
  private final Path archive;
  private final List<String> flags;

  private BrokerSeed(Path folder, List<String> flags) {
    this.libraries = folder.resolve("lib");
    this.archive = folder.resolve("broker.aot");
    this.flags = flags;
  }

  /**
   * The broker as the build left it; finds what is in the cache for it and makes what is not.
   *
   * @param flags of the JVM: an archive holds for these only
   * @param pids where the process that this needs in between is written down
   */
  static Kafka.Program prepare(Path root, List<String> flags, PidFiles pids) {
    var built = root.resolve("deploy/broker/target/lib");
    if (!Files.isDirectory(built)) {
      throw new ComponentFailed("no broker in " + root + "; build deploy/broker first");
    }
    var cache = Cache.folder().resolve("broker");
    try {
      Files.createDirectories(cache);
      try (var channel =
              FileChannel.open(
                  cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        var folder = cache.resolve("seed-" + key(built, flags));
        var seed = new BrokerSeed(folder, flags);
        if (!Files.exists(seed.archive)) {
          seed.copy(built);
          seed.learn(folder, pids);
          Folders.keepNewest(cache, "seed-", KEPT);
        }
        return seed.program("-XX:AOTCache=" + seed.archive);
      }
    } catch (IOException e) {
      throw new ComponentFailed("the broker could not be prepared in " + cache + ": " + e, e);
    }
  }

  private Kafka.Program program(String more) {
    return new Kafka.Program(
        Child.classPath(libraries), Stream.concat(flags.stream(), Stream.of(more)).toList());
  }

  private void copy(Path built) throws IOException {
    if (!Files.exists(libraries)) {
      var aside = libraries.resolveSibling("lib.new");
      Folders.delete(aside);
      Files.createDirectories(aside.getParent());
      Folders.copy(built, aside);
      Files.move(aside, libraries, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Lets a broker that nobody uses write down at its end what it loaded. */
  private void learn(Path folder, PidFiles pids) throws IOException {
    var aside = folder.resolve("broker.aot.new");
    var data = folder.resolve("data");
    var log = folder.resolve("broker.log");
    Files.deleteIfExists(aside);
    Files.deleteIfExists(log);
    Folders.delete(data);
    var trial =
        Kafka.start(
            "broker-trial",
            program("-XX:AOTCacheOutput=" + aside),
            data,
            Ports.free(),
            Ports.free(),
            log,
            pids);
    try {
      trial.createTopics(Map.of("trial", 1));
    } finally {
      trial.process().close(LEARNT);
    }
    if (!Files.exists(aside)) {
      throw new ComponentFailed("the broker wrote no archive of its classes: see " + log);
    }
    Folders.delete(data);
    Files.move(aside, archive, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Names of released libraries say what is in them; of our own only the content does. */
  private static String key(Path built, List<String> flags) throws IOException {
    try (var jars = Files.list(built)) {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((Runtime.version() + flags.toString()).getBytes(StandardCharsets.UTF_8));
      for (var jar : jars.sorted().toList()) {
        var name = jar.getFileName().toString();
        digest.update((name + Files.size(jar)).getBytes(StandardCharsets.UTF_8));
        if (name.startsWith("broker-")) {
          digest.update(Files.readAllBytes(jar));
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
