package nl.tenzij.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tenzij.local.compose.ComposeFile.Service;
import org.junit.jupiter.api.Test;

/** The Dockerfiles under deploy/images. */
class DockerfilesTest {

  private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)( AS \\w+)?$");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(\\S+) \\S+$");

  private final ComposeFile compose = ComposeFile.read();

  DockerfilesTest() throws IOException {}

  @Test
  void whatTheyCopyIsInTheProjectAndNotIgnored() throws IOException {
    List<String> ignored = Files.readAllLines(Project.ROOT.resolve(".dockerignore"));
    for (Service service : compose.own()) {
      List<String> copied = found(COPY, text(service));
      assertThat(copied).as(service.name()).isNotEmpty().doesNotContainAnyElementsOf(ignored);
      assertThat(copied).allSatisfy(path -> assertThat(Project.ROOT.resolve(path)).exists());
    }
    assertThat(ignored).contains(".env", ".secrets", ".git", "**/target");
  }

  @Test
  void mavenFindsEveryModuleOfTheProject() throws IOException {
    for (Service service : compose.own()) {
      List<String> copied = found(COPY, text(service));
      assertThat(Project.modules())
          .as(service.name())
          .allMatch(module -> copied.stream().anyMatch(path -> brings(path, module)));
    }
  }

  @Test
  void basesArePinnedAndOfTheBuildsJdk() throws IOException {
    String jdk = Project.version("maven.compiler.release");
    for (Service service : compose.own()) {
      List<String> bases = found(FROM, text(service));
      assertThat(bases).as(service.name()).hasSize(2);
      assertThat(bases.getFirst()).matches("maven:\\d+\\.\\d+\\.\\d+-eclipse-temurin-" + jdk);
      assertThat(bases.getLast())
          .matches("eclipse-temurin:" + jdk + "\\.\\d+\\.\\d+_\\d+-j(re|dk)-\\w+");
    }
  }

  @Test
  void nothingRunsAsRoot() throws IOException {
    for (Service service : compose.own()) {
      String last = text(service).substring(text(service).lastIndexOf("\nFROM "));
      assertThat(last).as(service.name()).containsPattern("(?m)^USER [1-9]\\d*$");
      assertThat(last.indexOf("\nUSER ")).isLessThan(last.indexOf("\nENTRYPOINT "));
    }
  }

  @Test
  void servicesDifferInNothingButTheirName() throws IOException {
    Set<String> forms = new TreeSet<>();
    for (Service service : compose.own()) {
      if (service.name().endsWith("-service")) {
        String ofAll = "(?m)^COPY [a-z]+-service/(tests/)?pom.xml [a-z]+-service/(tests/)?$";
        forms.add(text(service).replaceAll(ofAll, "").replace(service.name(), "NAME"));
      }
    }
    assertThat(forms).hasSize(1);
  }

  /** A module's pom, or a folder that it is in. */
  private static boolean brings(String path, String module) {
    return path.equals(module + "/pom.xml") || (module + '/').startsWith(path + '/');
  }

  private static String text(Service service) throws IOException {
    return Files.readString(service.dockerfile());
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> all = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }
}
