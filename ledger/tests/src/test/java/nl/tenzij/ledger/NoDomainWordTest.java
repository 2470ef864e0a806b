package nl.tenzij.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The ledger serves any domain: it knows boards and schools, by which its log is parted and its
 * callers are told apart, and nothing of what happens there. Words that it has in a meaning of its
 * own (policy, subject, group, concern, signal, head, class) are not looked for.
 */
class NoDomainWordTest {

  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)pupil|guardian|teacher|(?<!aug)mentor|coordinator|core.?team|orthopedagogue|council|statute"
              + "|inspectorate|roster|curricul|enrol|lesson|timetable|educational.?use|exemption"
              + "|evidence|verdict|incident|misuse|sanction|suspension|custody|objection|ladder"
              + "|survey|medical|phone|locker");

  @Test
  void noneIsInItsNamesOrComments() throws IOException {
    Path sources = Path.of(System.getProperty("tenzij.root"), "ledger", "src", "main");
    try (Stream<Path> all = Files.walk(sources)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSizeGreaterThan(100);
      assertThat(files.stream().flatMap(NoDomainWordTest::found)).isEmpty();
    }
  }

  private static Stream<String> found(Path file) {
    String name = file.getFileName().toString();
    List<String> lines = lines(file);
    return Stream.concat(
        Stream.of(name).filter(NoDomainWordTest::hasOne),
        IntStream.range(0, lines.size())
            .filter(line -> hasOne(lines.get(line)))
            .mapToObj(line -> name + ':' + (line + 1) + ": " + lines.get(line).strip()));
  }

  private static boolean hasOne(String text) {
    return WORDS.matcher(text).find();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** So that a domain which stands on it stands on nothing else. */
  @Test
  void theDeciderIsOfTheJdkAlone() {
    String decider = "nl.tenzij.ledger.decider";
    JavaClasses own = new ClassFileImporter().importPackages(decider);
    classes()
        .that()
        .resideInAPackage(decider)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", decider)
        .check(own);
  }
}
