package nl.tenzij.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.Folders;

/**
 * A copy of what the build made, which is replaced only when the content differs: the JVM takes an
 * archive of classes only for the very jars, by time and size, that it was made from.
 */
final class App {
  private App() {}

  static Path install(Path built, Path app) {
    if (!Files.isDirectory(built)) {
      throw new ComponentFailed(
          "There is nothing built in " + built + ": use ./run, which builds.");
    }
    var seen = app.resolveSibling(app.getFileName() + ".seen");
    var content = app.resolveSibling(app.getFileName() + ".content");
    try {
      Files.createDirectories(app.getParent());
      var listing = hash(built, false);
      if (Files.isDirectory(app) && holds(seen, listing)) {
        return app;
      }
      var hash = hash(built, true);
      if (!Files.isDirectory(app) || !holds(content, hash)) {
        Files.deleteIfExists(content);
        Folders.delete(app);
        Folders.copy(built, app);
        Files.writeString(content, hash);
      }
      Files.writeString(seen, listing);
      return app;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Path file, String text) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(text);
  }

  /** Of names, sizes and times, which is quick, or of all bytes. */
  private static String hash(Path folder, boolean bytes) throws IOException {
    try (var paths = Files.walk(folder)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : paths.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        if (bytes) {
          try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
          }
        } else {
          var stamp = Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
          digest.update(stamp.getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
