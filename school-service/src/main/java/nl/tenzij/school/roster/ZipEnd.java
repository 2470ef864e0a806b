package nl.tenzij.school.roster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The record that stands at the end of every whole zip (APPNOTE.TXT, 4.3.16). What is read as a
 * stream gives each file as it comes and would not miss those that were cut off.
 *
 * @param entries that the zip says to have, -1 where there is no such record
 */
record ZipEnd(int entries) {

  /** With the longest comment that there can be. */
  static final int LONGEST = 22 + 0xffff;

  private static final int SIGNATURE = 0x06054b50;
  private static final int SHORTEST = 22;
  private static final int ENTRIES_AT = 10;
  private static final int COMMENT_AT = 20;

  /** So many that another record tells how many. */
  private static final int MANY = 0xffff;

  /**
   * @param tail the zip's last bytes
   */
  static ZipEnd of(byte[] tail) {
    ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = tail.length - SHORTEST; at >= 0; at--) {
      if (bytes.getInt(at) == SIGNATURE
          && at + SHORTEST + Short.toUnsignedInt(bytes.getShort(at + COMMENT_AT)) == tail.length) {
        return new ZipEnd(Short.toUnsignedInt(bytes.getShort(at + ENTRIES_AT)));
      }
    }
    return new ZipEnd(-1);
  }

  /** Whether it is the end of a zip in which so many entries were found. */
  boolean closes(int found) {
    return entries == found || entries == MANY && found >= MANY;
  }
}
