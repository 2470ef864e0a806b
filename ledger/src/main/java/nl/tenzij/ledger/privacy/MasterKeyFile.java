package nl.tenzij.ledger.privacy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * The master key as a file: a Tink keyset in JSON, readable for its owner only.
 *
 * <p>Rotation without a moment in which somebody can't read: {@link #add} and bring the file to all
 * instances; {@link #promote} and bring it to all again; {@link Vault#rewrap}; only then {@link
 * #retire} the old key.
 */
public final class MasterKeyFile {

  private static final List<String> DEEDS = List.of("create", "add", "promote", "retire");

  private final Path file;

  public MasterKeyFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * @throws IOException in words for an operator, where there is no file or no keyset in it
   */
  public MasterKey read() throws IOException {
    return new MasterKey(keyset());
  }

  /**
   * Makes a new master key.
   *
   * @throws FileAlreadyExistsException where there is one: what it wrapped would be lost
   */
  public void create() throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    write(MasterKey.fresh());
  }

  /**
   * Adds a key that unwraps but does not wrap yet.
   *
   * @return its id
   */
  public int add() throws IOException {
    try {
      KeysetHandle more = KeysetHandle.newBuilder(keyset()).addEntry(MasterKey.further()).build();
      write(more);
      return more.getAt(more.size() - 1).getId();
    } catch (GeneralSecurityException broken) {
      throw new IOException("no key could be added to " + file, broken);
    }
  }

  /** Lets the key added last do the wrapping from now on. */
  public void promote() throws IOException {
    try {
      KeysetHandle.Builder changed = KeysetHandle.newBuilder(keyset());
      changed.getAt(changed.size() - 1).makePrimary();
      write(changed.build());
    } catch (GeneralSecurityException broken) {
      throw new IOException("the keyset in " + file + " could not be changed", broken);
    }
  }

  /**
   * Leaves out all keys but the one that wraps. What they wrapped can't be read from then on:
   * {@link Vault#rewrap} comes first.
   */
  public void retire() throws IOException {
    try {
      KeysetHandle all = keyset();
      KeysetHandle.Builder left = KeysetHandle.newBuilder(all);
      for (int i = all.size() - 1; i >= 0; i--) {
        if (!all.getAt(i).isPrimary()) {
          left.deleteAt(i);
        }
      }
      write(left.build());
    } catch (GeneralSecurityException broken) {
      throw new IOException("the keyset in " + file + " could not be changed", broken);
    }
  }

  private KeysetHandle keyset() throws IOException {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          Files.readString(file), InsecureSecretKeyAccess.get());
    } catch (NoSuchFileException missing) {
      throw new IOException("there is no master key at " + file + ": make one", missing);
    } catch (GeneralSecurityException garbled) {
      throw new IOException(file + " holds no keyset", garbled);
    }
  }

  /** Through a file beside it, so that a reader finds the old or the new one, whole. */
  private void write(KeysetHandle keyset) throws IOException {
    Files.createDirectories(file.getParent());
    Path beside =
        Files.createTempFile(
            file.getParent(),
            "master",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          beside, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (GeneralSecurityException broken) {
      throw new IOException("the keyset could not be written to " + file, broken);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** For operators: {@code create}, {@code add}, {@code promote} or {@code retire}, and a file. */
  public static void main(String... arguments) {
    if (arguments.length != 2 || !DEEDS.contains(arguments[0])) {
      System.err.println("Say one of " + String.join(", ", DEEDS) + ", and the file.");
      System.exit(2);
    }
    try {
      new MasterKeyFile(Path.of(arguments[1])).run(arguments[0]);
    } catch (IOException wrong) {
      System.err.println(inWords(wrong));
      System.exit(2);
    }
  }

  /** What a file system says of a file is its name and, seldom, a reason. */
  private static String inWords(IOException wrong) {
    return switch (wrong) {
      case FileAlreadyExistsException there ->
          "There is something at " + there.getFile() + " already: nothing was written.";
      case FileSystemException refused ->
          refused.getFile()
              + " can't be read or written"
              + (refused.getReason() == null ? "." : ": " + refused.getReason() + ".");
      default -> wrong.getMessage();
    };
  }

  private void run(String deed) throws IOException {
    switch (deed) {
      case "create" -> create();
      case "add" -> add();
      case "promote" -> promote();
      case "retire" -> retire();
      default -> throw new IllegalStateException(deed);
    }
  }
}
