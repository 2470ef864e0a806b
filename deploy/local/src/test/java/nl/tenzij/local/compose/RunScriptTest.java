package nl.tenzij.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code ./run} looks at to tell what changed. */
class RunScriptTest {

  private static final Pattern LISTS =
      Pattern.compile("^(?:services|under_all)=\\(([^)]*)\\)$", Pattern.MULTILINE);

  @Test
  void knowsEveryModule() throws IOException {
    List<String> known = new ArrayList<>(List.of("ledger", "deploy/local"));
    Matcher lists = LISTS.matcher(Files.readString(Project.ROOT.resolve("run")));
    while (lists.find()) {
      known.addAll(List.of(lists.group(1).trim().split("\\s+")));
    }

    Set<String> built = Project.modules();
    built.removeIf(module -> !Files.exists(Project.ROOT.resolve(module).resolve("src/main/java")));
    assertThat(known).containsExactlyInAnyOrderElementsOf(built);
  }
}
