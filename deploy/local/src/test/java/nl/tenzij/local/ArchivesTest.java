package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
  private static final List<String> FLAGS = List.of("-Xmx96m", "-XX:+UseSerialGC");
  private static final Instant BUILT = Instant.parse("2026-11-21T00:00:00Z");

  @TempDir private Path folder;
  private Archives archives;
  private Path jar;

  @BeforeEach
  void layOut() throws IOException {
    archives = new Archives(folder.resolve("aot"), "25.0.1+8");
    jar = folder.resolve("app/lib/one.jar");
    Files.createDirectories(jar.getParent());
    write(jar, "classes");
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(BUILT));
  }

  private Path archive() {
    return archives.of("gateway", folder.resolve("app"), FLAGS);
  }

  @Test
  void itsNameIsTheProgramsAndTheSameForTheSame() throws IOException {
    var first = archive();
    write(folder.resolve("app/quarkus-app-dependencies.txt"), "not loaded from");

    assertThat(first.getFileName().toString()).matches("gateway-[0-9a-f]{16}\\.aot");
    assertThat(archive()).isEqualTo(first);
  }

  @Test
  void aChangedJarHasAnother() throws IOException {
    var first = archive();

    write(jar, "more classes");
    var larger = archive();
    write(jar, "other classes".substring(0, "more classes".length()));
    Files.setLastModifiedTime(jar, FileTime.from(BUILT.plusSeconds(1)));
    var younger = archive();
    write(folder.resolve("app/lib/two.jar"), "classes");

    assertThat(Stream.of(first, larger, younger, archive())).doesNotHaveDuplicates();
  }

  @Test
  void otherFlagsAndAnotherJvmHaveAnother() {
    var other = List.of("-Xmx112m", "-XX:+UseSerialGC");
    var app = folder.resolve("app");

    assertThat(
            Stream.of(
                archive(),
                archives.of("gateway", app, other),
                new Archives(folder.resolve("aot"), "25.0.2+10").of("gateway", app, FLAGS)))
        .doesNotHaveDuplicates();
  }

  @Test
  void threeOfAProgramAreKeptTheYoungest() throws IOException {
    var another = aged("school-service-0000000000000000.aot", Duration.ofDays(9));
    var oldest = aged("gateway-0000000000000001.aot", Duration.ofDays(4));
    var older = aged("gateway-0000000000000002.aot", Duration.ofDays(3));
    var old = aged("gateway-0000000000000003.aot", Duration.ofDays(2));

    finish();

    assertThat(archive()).hasContent("written");
    assertThat(old).exists();
    assertThat(older).exists();
    assertThat(oldest).doesNotExist();
    assertThat(another).exists();
  }

  @Test
  void whatBrokeOffIsForgottenOnceNobodyCanBeWritingIt() throws IOException {
    var begun = aged("gateway-0000000000000001.aot.new", Duration.ofMinutes(10));
    var brokenOff = aged("gateway-0000000000000002.aot.new", Duration.ofHours(2));

    finish();

    assertThat(begun).exists();
    assertThat(brokenOff).doesNotExist();
  }

  @Test
  void beginsAnewWhereAnEarlierAttemptBrokeOff() throws IOException {
    var left = aged(archive().getFileName() + ".new", Duration.ofMinutes(1));

    assertThat(archives.begin(archive())).isEqualTo(left).doesNotExist();
  }

  private void finish() throws IOException {
    var aside = archives.begin(archive());
    assertThat(archive()).doesNotExist();
    Files.writeString(aside, "written");
    archives.finish(aside, archive(), "gateway");
    assertThat(aside).doesNotExist();
  }

  private Path aged(String name, Duration age) throws IOException {
    var file = Files.createDirectories(folder.resolve("aot")).resolve(name);
    Files.writeString(file, "earlier");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    return file;
  }
}
