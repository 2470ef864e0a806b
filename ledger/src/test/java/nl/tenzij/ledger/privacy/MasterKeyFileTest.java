package nl.tenzij.ledger.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
