package nl.tenzij.local.day;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The OneRoster 1.2 package of the demo's schools: invented people. */
final class DemoRoster {

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

  /** A pupil who comes a day later, and the guardian. */
  private static final List<String> NEWCOMERS = List.of(Cast.BO, Cast.RIA);

  private DemoRoster() {}

  /**
   * @param year in which the school year begins
   * @param newcomers whether they are there already
   */
  static byte[] zip(Cast cast, int year, boolean newcomers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String file : FILES) {
        zip.putNextEntry(new ZipEntry(file));
        String text =
            read(file)
                .replace("{school}", cast.school())
                .replace("{name}", cast.name())
                .replace("{mail}", cast.mailDomain())
                .replace("{year}", Integer.toString(year))
                .replace("{next}", Integer.toString(year + 1));
        zip.write((newcomers ? text : without(text)).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return bytes.toByteArray();
  }

  private static String without(String text) {
    return text.lines()
        .filter(line -> NEWCOMERS.stream().noneMatch(line::contains))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String read(String file) throws IOException {
    try (InputStream content = DemoRoster.class.getResourceAsStream("/demo/roster/" + file)) {
      if (content == null) {
        throw new FileNotFoundException(file);
      }
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
