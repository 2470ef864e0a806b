package nl.tenzij.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The build runs what is called {@code …Test}: what bears another name is compiled and never run.
 */
class EveryTestRunsTest {

  /** Has a command of its own. */
  private static final Set<String> BY_THEMSELVES = Set.of("KilledDays");

  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".tenzij");

  private static final Pattern TESTS =
      Pattern.compile(
          "(?m)^\\s*@(Test|Property|Example|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b"
              + "|^[\\w ]*class \\w+\\s+extends\\s+(\\w+Spec|ArchitectureRules)\\b");

  /** Another runs them, under a name of its own. */
  private static final Pattern EXTENDED = Pattern.compile("(?m)^[\\w ]*\\babstract class ");

  @Test
  void whatTestsIsCalledATest() throws IOException {
    List<Path> sources = sources(Path.of(System.getProperty("tenzij.root")));
    List<String> testing =
        sources.stream().filter(EveryTestRunsTest::tests).map(EveryTestRunsTest::name).toList();

    assertThat(testing).contains("EveryTestRunsTest", "KilledDays").hasSizeGreaterThan(100);
    assertThat(testing)
        .filteredOn(name -> !BY_THEMSELVES.contains(name))
        .allMatch(name -> name.endsWith("Test"));
  }

  private static boolean tests(Path source) {
    try {
      String text = Files.readString(source);
      return TESTS.matcher(text).find() && !EXTENDED.matcher(text).find();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String name(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().contains("/src/test/java/") && file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
