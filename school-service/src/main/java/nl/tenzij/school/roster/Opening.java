package nl.tenzij.school.roster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A file whose beginning was looked at, to see how it is written.
 *
 * @param bytes from the header on, without a byte order mark
 * @param separator of its fields: what separates the header's, a comma wherever there is one
 */
record Opening(InputStream bytes, char separator) {

  private static final int HEADER_AT_MOST = 32 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  static Opening of(InputStream file) {
    BufferedInputStream bytes = new BufferedInputStream(file, 2 * HEADER_AT_MOST);
    try {
      bytes.mark(HEADER_AT_MOST);
      byte[] start = bytes.readNBytes(HEADER_AT_MOST - 1);
      bytes.reset();
      int from = startsWithMark(start) ? BYTE_ORDER_MARK.length : 0;
      bytes.skipNBytes(from);
      return new Opening(bytes, separator(start, from));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean startsWithMark(byte[] start) {
    boolean marked = start.length >= BYTE_ORDER_MARK.length;
    for (int i = 0; marked && i < BYTE_ORDER_MARK.length; i++) {
      marked = start[i] == BYTE_ORDER_MARK[i];
    }
    return marked;
  }

  private static char separator(byte[] start, int from) {
    int end = from;
    while (end < start.length && start[end] != '\n' && start[end] != '\r') {
      end++;
    }
    String header = new String(start, from, end - from, StandardCharsets.UTF_8);
    if (header.indexOf(',') >= 0) {
      return ',';
    }
    if (header.indexOf(';') >= 0) {
      return ';';
    }
    return header.indexOf('\t') >= 0 ? '\t' : ',';
  }
}
