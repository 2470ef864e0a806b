package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import nl.tenzij.components.ComponentFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir private Path folder;

  @Test
  void isContentWithAFolderThatCanBeWrittenAndHasRoom() {
    assertThatCode(() -> Preflight.check(folder.resolve("new"), 1)).doesNotThrowAnyException();
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }

  @Test
  void saysHowMuchRoomToMake() {
    assertThatThrownBy(() -> Preflight.check(folder, 1L << 60))
        .isInstanceOf(ComponentFailed.class)
        .hasMessageMatching(
            "The disk of .* has \\d+ MB left: make room for \\d+ MB and try again\\.");
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    var file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> Preflight.check(file.resolve("home"), 1))
        .isInstanceOf(ComponentFailed.class)
        .hasMessageContaining(file.toString())
        .hasMessageEndingWith("see to it and try again.");
  }

  @Test
  void makesOneSentenceOfWhatTheSystemSays() {
    assertThat(Preflight.sentence(new UncheckedIOException(new AccessDeniedException("/srv/data"))))
        .isEqualTo("You may not write /srv/data: make it yours with chown, or run as its owner.");
    assertThat(
            Preflight.sentence(
                new UncheckedIOException(new IOException("No space left on device"))))
        .isEqualTo("The disk is full: make room for 1024 MB and try again.");
    assertThat(Preflight.sentence(new CompletionException(new OutOfMemoryError("Java heap space"))))
        .isEqualTo("The launcher's memory did not suffice: raise its -Xmx in ./run and try again.");
  }
}
