package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class InspectionTest {

  private static final RosterConfiguration BOUNDS =
      new SmallRyeConfigBuilder()
          .withMapping(RosterConfiguration.class)
          .withConverter(
              io.quarkus.runtime.configuration.MemorySize.class, 100, new MemorySizeConverter())
          .withConverter(
              java.time.Duration.class,
              100,
              new io.quarkus.runtime.configuration.DurationConverter())
          .withDefaultValue("tenzij.roster.unpacked-at-most", "20M")
          .build()
          .getConfigMapping(RosterConfiguration.class);

  private static Inspection.Contents inspect(byte[] zip) throws IOException {
    return Inspection.of(new ByteArrayInputStream(zip), BOUNDS);
  }

  private static String refusal(byte[] zip) {
    PackageRefused refused = catchThrowableOfType(PackageRefused.class, () -> inspect(zip));
    assertThat(refused).as("the package is refused").isNotNull();
    assertThat(refused.detail()).isNotBlank();
    return refused.code();
  }

  private static PackageBuilder small() {
    return PackageBuilder.small("b", "s");
  }

  @Test
  void aGoodPackageIsTaken() throws IOException {
    Inspection.Contents contents = inspect(small().zip());
    assertThat(contents.files()).containsExactlyInAnyOrder(RosterFile.values());
    assertThat(contents.remarks()).isEmpty();
  }

  @Test
  void noZipIsRefused() {
    assertThat(refusal(new byte[0])).isEqualTo("no-zip");
    assertThat(refusal("sourcedId,name\n".getBytes())).isEqualTo("no-zip");
    assertThat(refusal(new PackageBuilder().zip())).isEqualTo("no-zip");
  }

  @Test
  void aFileUnderTwoOfItsNamesIsRefused() {
    byte[] again = small().content("enrollments.csv");
    assertThat(refusal(small().file("enrolments.csv", again).zip())).isEqualTo("file-twice");
  }

  @Test
  void aCutZipIsRefused() {
    byte[] zip = small().zip();
    for (int length = 60; length < zip.length; length += 7) {
      assertThat(refusal(Arrays.copyOf(zip, length))).isEqualTo("broken-zip");
    }
    assertThat(refusal(Arrays.copyOf(zip, zip.length - 1))).isEqualTo("broken-zip");
  }

  @Test
  void aDamagedZipIsRefused() {
    byte[] zip = small().zip();
    for (int i = 200; i < 260; i++) {
      zip[i] ^= 0x5a;
    }
    assertThat(refusal(zip)).isIn("broken-zip", "path");
  }

  @Test
  void pathsThatClimbAreRefused() {
    for (String path :
        new String[] {
          "../users.csv", "/users.csv", "a/../../b.csv", "C:users.csv", "..\\users.csv"
        }) {
      assertThat(refusal(small().file(path, "x").zip())).as(path).isEqualTo("path");
    }
  }

  @Test
  void tooManyFilesAreRefused() {
    PackageBuilder many = small();
    for (int i = 0; i < 200; i++) {
      many.file("more-" + i + ".csv", "x");
    }
    assertThat(refusal(many.zip())).isEqualTo("too-many-files");
  }

  @Test
  void aFileTwiceIsRefusedInWhateverCase() {
    assertThat(refusal(small().file("USERS.csv", "x").zip())).isEqualTo("file-twice");
  }

  @Test
  void aBombIsRefusedByItsRatio() throws IOException {
    assertThat(refusal(zeros(15))).isEqualTo("unpacks-too-large");
  }

  @Test
  void whatUnpacksToTooMuchIsRefused() {
    byte[] noise = new byte[11 * 1024 * 1024];
    new java.util.Random(1).nextBytes(noise);
    assertThat(refusal(small().file("one.bin", noise).file("two.bin", noise).zip()))
        .isEqualTo("unpacks-too-large");
  }

  @Test
  void filesThatAreNotAtTheRootAreNone() {
    assertThat(refusal(new PackageBuilder().file("export/users.csv", "sourcedId").zip()))
        .isEqualTo("no-roster");
  }

  @Test
  void unknownFilesAreNotReadAndSaidSo() throws IOException {
    Inspection.Contents contents =
        inspect(small().file("userProfiles.csv", "x").file("inner.zip", small().zip()).zip());
    assertThat(contents.remarks())
        .extracting(Finding::file, Finding::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("userProfiles.csv", "not-read"),
            org.assertj.core.api.Assertions.tuple("inner.zip", "not-read"));
  }

  @Test
  void wrongCaseOfAFileNameIsUnderstood() throws IOException {
    Inspection.Contents contents = inspect(small().rename("users.csv", "Users.CSV").zip());
    assertThat(contents.files()).contains(RosterFile.USERS);
    assertThat(contents.remarks()).extracting(Finding::code).contains("file-case");
  }

  @Test
  void theManifestMayBeMissingButNotWrong() throws IOException {
    assertThat(inspect(small().without("manifest.csv").zip()).remarks())
        .extracting(Finding::code)
        .containsExactly("file-missing");
    assertThat(refusal(small().without("roles.csv").zip())).isEqualTo("file-missing");
    assertThat(
            refusal(
                small()
                    .change("manifest.csv", "oneroster.version,1.2", "oneroster.version,1.1")
                    .zip()))
        .isEqualTo("version");
  }

  @Test
  void theVersionMayBeWrittenInFull() throws IOException {
    for (String version : List.of("1.2.0", "1.2.1", "v1.2", "V1.2.1")) {
      assertThat(inspect(versioned(version)).remarks())
          .as(version)
          .extracting(Finding::file, Finding::code)
          .containsExactly(tuple("manifest.csv", "version"));
    }
    assertThat(inspect(versioned("1.2")).remarks()).isEmpty();
    for (String version : List.of("1.20", "1.3", "v1.1", "1,2", "1.2.x")) {
      assertThat(refusal(versioned(version))).as(version).isEqualTo("version");
    }
  }

  private static byte[] versioned(String version) {
    return small()
        .change(
            "manifest.csv", "oneroster.version,1.2\n", "oneroster.version,\"" + version + "\"\n")
        .zip();
  }

  private static byte[] zeros(int megabytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("users.csv"));
      byte[] block = new byte[1024 * 1024];
      for (int i = 0; i < megabytes; i++) {
        zip.write(block);
      }
    }
    return bytes.toByteArray();
  }
}
