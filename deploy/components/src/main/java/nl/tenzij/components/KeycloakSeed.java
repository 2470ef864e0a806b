package nl.tenzij.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;

/**
 * What a quick start of Keycloak needs, made once and kept in the cache: the built distribution (by
 * version), and for each realm file a PostgreSQL data folder in which the realm stands already, the
 * keys of its clients, and an archive of loaded classes.
 */
public record KeycloakSeed(Path distribution, Path folder) {
  private static final List<String> BUILD =
      List.of(
          "build",
          "--db=postgres",
          "--cache=local",
          "--features-disabled=kerberos,ciba,device-flow");
  private static final int KEPT_SEEDS = 3;

  /**
   * Finds what is in the cache and makes what is not; that takes a minute and a half.
   *
   * @param pids where the processes that this needs in between are written down
   */
  public static KeycloakSeed prepare(Path root, PidFiles pids, Consumer<String> progress) {
    var cache = Cache.folder().resolve("keycloak");
    var zip = zip(root.resolve("deploy/components/target/lib"));
    var version = zip.getFileName().toString().replaceAll("keycloak-quarkus-dist-|\\.zip", "");
    var realm = root.resolve("deploy/keycloak");
    try {
      Files.createDirectories(cache);
      try (var channel =
              FileChannel.open(
                  cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        var runtime = Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "-");
        var distribution = cache.resolve("distribution-" + version);
        if (!Files.exists(distribution)) {
          progress.accept("building Keycloak " + version + " (once)");
          build(zip, distribution, pids);
        }
        var seed =
            new KeycloakSeed(
                distribution,
                cache.resolve("seed-%s-%s-%s".formatted(version, runtime, hash(realm))));
        if (!Files.exists(seed.folder)) {
          progress.accept("importing the realm (once per change of it)");
          seed.create(realm, pids);
          Folders.keepNewest(cache, "seed-", KEPT_SEEDS);
        }
        return seed;
      }
    } catch (IOException e) {
      throw new ComponentFailed("Keycloak could not be prepared in " + cache + ": " + e, e);
    }
  }

  public DemoKeys keys() {
    return new DemoKeys(folder.resolve("keys"));
  }

  /** The data folder of a PostgreSQL server with a database {@code keycloak}: to be copied. */
  public Path postgres() {
    return folder.resolve("postgres");
  }

  /** The classes that Keycloak loads, for the JVM to map instead of to parse. */
  public Path archive() {
    return folder.resolve("keycloak.jsa");
  }

  /** Differs whenever the realm or a client's key does. */
  public String id() {
    return folder.getFileName().toString();
  }

  private static void build(Path zip, Path distribution, PidFiles pids) throws IOException {
    var aside = distribution.resolveSibling(distribution.getFileName() + ".new");
    Folders.delete(aside);
    unzip(zip, aside);
    var log = distribution.resolveSibling("build.log");
    Files.deleteIfExists(log);
    var command = new ArrayList<>(List.of("bash", aside.resolve("bin/kc.sh").toString()));
    command.addAll(BUILD);
    var java = Map.of("JAVA_HOME", System.getProperty("java.home"));
    var build = Child.start("keycloak-build", command, java, log, pids);
    if (build.exitCode(Duration.ofMinutes(5)) != 0) {
      throw new ComponentFailed(
          "Keycloak's build failed: " + log + " ends with: " + build.tail(20));
    }
    Files.move(aside, distribution, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Imports the realm into an empty database, and keeps the database and what the JVM learnt. */
  private void create(Path realm, PidFiles pids) throws IOException {
    var aside = folder.resolveSibling(folder.getFileName() + ".new");
    Folders.delete(aside);
    var making = new KeycloakSeed(distribution, aside);
    Files.createDirectories(aside);
    making.keys().create();
    try (var postgres =
        Postgres.start(making.postgres(), Ports.free(), aside.resolve("postgres.log"))) {
      pids.record("seed-postgres", postgres.handle());
      postgres.create("keycloak");
      var log = aside.resolve("keycloak.log");
      var imports =
          new Keycloak.Settings(
              making,
              Ports.free(),
              postgres.port(),
              log,
              true,
              making.keys().placeholders(),
              "seed-keycloak",
              pids);
      var keycloak = Keycloak.start(imports, realm);
      try {
        keycloak.awaitReady(Duration.ofMinutes(4));
      } finally {
        keycloak.closeWithArchive();
      }
    }
    pids.forget("seed-postgres");
    Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path zip(Path lib) {
    try (var files = Files.list(lib)) {
      return files
          .filter(file -> file.getFileName().toString().matches("keycloak-quarkus-dist-.*\\.zip"))
          .findFirst()
          .orElseThrow(
              () ->
                  new ComponentFailed("no Keycloak in " + lib + "; build deploy/components first"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the archive's own top folder, whose name holds the version. */
  private static void unzip(Path zip, Path folder) throws IOException {
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        var inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
        var target = folder.resolve(inside).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("entry outside the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    }
  }

  private static String hash(Path realm) throws IOException {
    try (var files = Files.list(realm)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
