package nl.tenzij.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import nl.tenzij.components.Cache;
import nl.tenzij.components.Folders;

/**
 * Archives of loaded and linked classes, one per program, which let a JVM start in a third of the
 * time. Kept in the cache under a name that says what they were made from.
 */
final class Archives {
  private static final int KEPT = 3;

  private final Path folder;
  private final String jvm;

  /**
   * @param jvm which JVM it is: none takes the archive of another
   */
  Archives(Path folder, String jvm) {
    this.folder = folder;
    this.jvm = jvm;
  }

  static Archives ofTheCache() {
    return new Archives(Cache.folder().resolve("aot"), System.getProperty("java.vm.version"));
  }

  /** Where the archive of this program is or should be. */
  Path of(String name, Path app, List<String> flags) {
    try (var paths = Files.walk(app)) {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(jvm.getBytes());
      digest.update(flags.toString().getBytes());
      for (var jar : paths.filter(path -> path.toString().endsWith(".jar")).sorted().toList()) {
        var line =
            jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis() + "\n";
        digest.update(line.getBytes());
      }
      var key = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
      return folder.resolve(name + "-" + key + ".aot");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Makes room, and gives the file for a program to write its archive to. */
  Path begin(Path archive) {
    try {
      Files.createDirectories(folder);
      var aside = archive.resolveSibling(archive.getFileName() + ".new");
      Files.deleteIfExists(aside);
      return aside;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes what the program wrote as the archive, and forgets its oldest predecessors and what broke
   * off.
   */
  void finish(Path aside, Path archive, String name) {
    try {
      Files.move(aside, archive, StandardCopyOption.ATOMIC_MOVE);
      try (var all = Files.list(folder)) {
        var ours =
            all.filter(file -> file.getFileName().toString().startsWith(name + "-"))
                .sorted(Comparator.comparing(Archives::modified).reversed())
                .toList();
        ours.stream().filter(Archives::whole).skip(KEPT).forEach(Folders::delete);
        ours.stream().filter(file -> !whole(file) && stale(file)).forEach(Folders::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean whole(Path file) {
    return file.toString().endsWith(".aot");
  }

  private static boolean stale(Path file) {
    return modified(file).toInstant().isBefore(Instant.now().minus(Duration.ofHours(1)));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
