package nl.tenzij.ledger.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {

  private static final Board BOARD = new Board("board-1");

  @TempDir Path folder;

  @Test
  void makes_a_key_for_the_owner_only_and_never_over_another() throws IOException {
    Path path = folder.resolve("keys/master.json");
    MasterKeyFile file = new MasterKeyFile(path);
    file.create();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThatThrownBy(file::create).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void reads_what_was_wrapped_before_a_rotation_and_wraps_with_the_promoted_key()
      throws IOException {
    MasterKeyFile file = new MasterKeyFile(folder.resolve("master.json"));
    file.create();
    MasterKey first = file.read();
    KeysetHandle key = MasterKey.fresh();
    byte[] old = first.wrap(key, BOARD, "p-1");

    int added = file.add();
    MasterKey both = file.read();
    assertThat(both.primary()).isEqualTo(first.primary());

    file.promote();
    MasterKey promoted = file.read();
    assertThat(promoted.primary()).isEqualTo(added);
    assertThat(promoted.unwrap(old, BOARD, "p-1").equalsKeyset(key)).isTrue();
    assertThat(both.unwrap(promoted.wrap(key, BOARD, "p-1"), BOARD, "p-1").equalsKeyset(key))
        .isTrue();
    byte[] wrappedAnew = promoted.wrap(key, BOARD, "p-1");
    assertThatThrownBy(() -> first.unwrap(wrappedAnew, BOARD, "p-1"))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void keeps_only_the_key_that_wraps_once_the_others_are_retired() throws IOException {
    MasterKeyFile file = new MasterKeyFile(folder.resolve("master.json"));
    file.create();
    KeysetHandle key = MasterKey.fresh();
    byte[] old = file.read().wrap(key, BOARD, "p-1");
    file.add();
    file.promote();
    byte[] anew = file.read().wrap(key, BOARD, "p-1");

    file.retire();

    MasterKey left = file.read();
    assertThat(left.unwrap(anew, BOARD, "p-1").equalsKeyset(key)).isTrue();
    assertThatThrownBy(() -> left.unwrap(old, BOARD, "p-1")).isInstanceOf(Unreadable.class);
  }

  @Test
  void is_made_and_rotated_by_an_operator_with_one_command_each() throws Exception {
    Path path = folder.resolve("master.json");
    for (String step : List.of("create", "add", "promote", "retire")) {
      assertThat(command(step, path.toString())).as(step).isEqualTo(new Ended(0, ""));
    }

    assertThat(new MasterKeyFile(path).read()).isNotNull();
    assertThat(command("melt", path.toString()).exit()).isNotZero();
  }

  /** One line for who reads it at a terminal. */
  @Test
  void says_to_an_operator_in_one_line_what_is_in_the_way() throws Exception {
    Path missing = folder.resolve("none.json");
    for (String step : List.of("add", "promote", "retire")) {
      assertThat(command(step, missing.toString()))
          .as(step)
          .isEqualTo(new Ended(2, "there is no master key at " + missing + ": make one\n"));
    }
    Path garbled = Files.writeString(folder.resolve("garbled.json"), "{}");
    assertThat(command("add", garbled.toString()))
        .isEqualTo(new Ended(2, garbled + " holds no keyset\n"));
    assertThat(command("create", garbled.toString()))
        .isEqualTo(
            new Ended(2, "There is something at " + garbled + " already: nothing was written.\n"));
    Path under = garbled.resolve("master.json");
    assertThat(command("add", under.toString()).said())
        .startsWith(under + " can't be read or written")
        .hasLineCount(1);
    assertThat(command("create", under.toString()))
        .satisfies(
            ended -> {
              assertThat(ended.exit()).isEqualTo(2);
              assertThat(ended.said()).contains(garbled.toString()).hasLineCount(1);
            });
  }

  private record Ended(int exit, String said) {}

  /** In a process of its own, where nothing was loaded before. */
  private static Ended command(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // what libraries of the tests would make it say
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MasterKeyFile.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  @Test
  void does_not_unwrap_a_key_for_another_subject_or_board() {
    MasterKey master = new MasterKey(MasterKey.fresh());
    byte[] wrapped = master.wrap(MasterKey.fresh(), BOARD, "p-1");

    assertThatThrownBy(() -> master.unwrap(wrapped, BOARD, "p-2")).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> master.unwrap(wrapped, new Board("board-2"), "p-1"))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void says_what_is_wrong_with_a_file() throws IOException {
    Path missing = folder.resolve("none.json");
    assertThatThrownBy(() -> new MasterKeyFile(missing).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no master key at " + missing);

    Path garbled = Files.writeString(folder.resolve("garbled.json"), "{}");
    assertThatThrownBy(() -> new MasterKeyFile(garbled).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no keyset");
  }
}
