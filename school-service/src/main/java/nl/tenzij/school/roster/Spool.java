package nl.tenzij.school.roster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.UUID;

/**
 * A package on its way through this process, in a file that lost its name when it was opened: no
 * other process can find it, and it is gone with this one, however that ends.
 */
final class Spool implements AutoCloseable {

  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int BUFFER = 64 * 1024;

  private final FileChannel file;

  Spool() throws IOException {
    Path nameless = Path.of(System.getProperty("java.io.tmpdir"), "roster-" + UUID.randomUUID());
    this.file =
        FileChannel.open(
            nameless,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            OURS);
  }

  /**
   * Takes in all of a stream.
   *
   * @return SHA-256 of it
   * @throws PackageRefused where there is more than the limit
   */
  byte[] fill(InputStream body, long limit) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      if (file.position() + read > limit) {
        throw PackageRefused.tooLarge();
      }
      digest.update(buffer, 0, read);
      append(buffer, read);
    }
    return digest.digest();
  }

  void append(byte[] bytes, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  long size() throws IOException {
    return file.size();
  }

  /** Some bytes of it, fewer than asked for at the end. */
  byte[] part(long from, int atMost) throws IOException {
    int length = (int) Math.min(atMost, file.size() - from);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    long at = from;
    while (bytes.hasRemaining()) {
      at += file.read(bytes, at);
    }
    return bytes.array();
  }

  /** All of it from the beginning, however often. */
  InputStream read() {
    return new InputStream() {
      private long at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = length == 0 ? 0 : file.read(ByteBuffer.wrap(bytes, offset, length), at);
        at += Math.max(0, read);
        return read;
      }
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
