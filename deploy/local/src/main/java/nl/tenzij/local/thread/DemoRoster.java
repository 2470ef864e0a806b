package nl.tenzij.local.thread;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The OneRoster 1.2 package of the demo's two schools: invented people. */
public final class DemoRoster {

  private static final List<String> FILES =
      List.of(
          "manifest.csv",
          "orgs.csv",
          "academicSessions.csv",
          "courses.csv",
          "classes.csv",
          "users.csv",
          "roles.csv",
          "enrollments.csv");

  private DemoRoster() {}

  public static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String file : FILES) {
        zip.putNextEntry(new ZipEntry(file));
        try (InputStream content = DemoRoster.class.getResourceAsStream("/demo/roster/" + file)) {
          if (content == null) {
            throw new FileNotFoundException(file);
          }
          content.transferTo(zip);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return bytes.toByteArray();
  }
}
