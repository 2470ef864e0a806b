package nl.tenzij.components;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's programs in the cache, unpacked once per version.
 *
 * <p>Unpacking takes more memory than the launcher has for all its life, so a JVM of its own does
 * it; and it is done aside, so that what broke off halfway is never taken for whole.
 */
public final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final List<String> FLAGS =
      List.of("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private PostgresBinaries() {}

  /** The library's working folder, with the programs in it. */
  static Path folder() {
    var folder = Cache.folder().resolve("postgres").resolve(version());
    if (!Files.exists(folder)) {
      unpack(folder);
    }
    return folder;
  }

  private static void unpack(Path folder) {
    var log = folder.resolveSibling("unpack.log");
    var command =
        Child.java(
            FLAGS,
            System.getProperty("java.class.path"),
            PostgresBinaries.class.getName(),
            folder.toString());
    var unpacking =
        Child.start(
            "unpack-postgres", command, Map.of(), log, new PidFiles(folder.resolveSibling("pids")));
    if (unpacking.exitCode(Duration.ofMinutes(5)) != 0) {
      throw new ComponentFailed(
          "PostgreSQL could not be unpacked into the cache: "
              + log
              + " ends with: "
              + unpacking.tail(5));
    }
  }

  /** Unpacks into the folder that the argument names, unless another process was first. */
  public static void main(String[] args) throws IOException {
    var folder = Path.of(args[0]);
    try (var channel =
            FileChannel.open(
                folder.resolveSibling("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (!Files.exists(folder)) {
        var aside = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(aside);
        tryOut(aside);
        Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** The library unpacks when a server starts, which also shows that the programs run here. */
  private static void tryOut(Path folder) throws IOException {
    var data = folder.resolve("trial");
    Files.createDirectories(data);
    EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(folder.toFile())
        .setDataDirectory(data)
        .setPGStartupWait(Duration.ofSeconds(60))
        .start()
        .close();
    Folders.delete(data);
  }

  private static String version() {
    var archive = PostgresBinaries.class.getResource(ARCHIVE);
    try {
      if (archive == null || !(archive.openConnection() instanceof JarURLConnection inJar)) {
        throw new ComponentFailed(
            "PostgreSQL's programs for Linux on x86-64 are not on the class path: build deploy/components first.");
      }
      return Long.toHexString(inJar.getJarEntry().getCrc());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
