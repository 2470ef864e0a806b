package nl.tenzij.school.roster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes of lines: equal for equal content, and telling nothing of it to who lacks the key,
 * since a plain hash of a name can be guessed.
 */
final class Marks {

  private static final String ALGORITHM = "HmacSHA256";

  /** To be raised when lines come to mean something else: nothing is taken as known then. */
  private static final String VERSION = "roster-marks.v2";

  /** To be raised when there is more to tell of lines: all runs are read once more then. */
  private static final byte[] RUNS = "roster-runs.v2\n".getBytes(StandardCharsets.UTF_8);

  private final Mac mac;
  private final byte[] file;
  private byte[] beginning = new byte[0];

  /**
   * @param key of the roster
   * @param file lines of different files differ
   */
  Marks(byte[] key, RosterFile file) {
    this.file = (VERSION + '\n' + file.base() + '\n').getBytes(StandardCharsets.UTF_8);
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** What the bytes of a file mean depends on its header. */
  void begin(byte[] header, int length) {
    mac.update(RUNS);
    mac.update(file);
    mac.update(header, 0, length);
    beginning = mac.doFinal();
  }

  /** Of a run of a file's bytes. */
  UUID of(byte[] bytes, int length) {
    mac.update(beginning);
    mac.update(bytes, 0, length);
    return done();
  }

  /** Of what was read of a line. */
  UUID of(List<Column> columns, Map<String, String> cells) {
    mac.update(file);
    for (Column column : columns) {
      add(column.name(), cells);
    }
    add(Cells.UNREAD, cells);
    return done();
  }

  private void add(String column, Map<String, String> cells) {
    String value = cells.get(column);
    if (value != null) {
      mac.update(column.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '=');
      mac.update(value.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '\n');
    }
  }

  private UUID done() {
    ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
    return new UUID(hash.getLong(), hash.getLong());
  }
}
