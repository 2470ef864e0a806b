package nl.tenzij.exception.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file is by its content, whatever its sender says. */
public enum FileType {
  PDF("application/pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII), "%%EOF") {
    /** Some writers put a line or two behind the mark. */
    @Override
    boolean ends(byte[] content) {
      int last = Math.max(0, content.length - TAIL);
      return new String(content, last, content.length - last, StandardCharsets.ISO_8859_1)
          .contains(end);
    }
  },
  PNG("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, "IEND") {
    /** The last chunk: its length, its name, its checksum. */
    @Override
    boolean ends(byte[] content) {
      int name = content.length - 8;
      return name > 0 && new String(content, name, 4, StandardCharsets.ISO_8859_1).equals(end);
    }
  },
  JPEG("image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, "\u00ff\u00d9") {
    /**
     * The mark that ends the picture itself: what cameras put before it has one of its own in each
     * small picture, and they put things behind it too.
     */
    @Override
    boolean ends(byte[] content) {
      int scan = scan(content);
      return scan > 0 && new String(content, StandardCharsets.ISO_8859_1).indexOf(end, scan) > 0;
    }

    /** Where the picture's own data begins: segment after segment, each says how long it is. */
    private int scan(byte[] content) {
      int at = begin().length - 1;
      while (at + 4 <= content.length && content[at] == (byte) 0xff) {
        if (content[at + 1] == START_OF_SCAN) {
          return at;
        }
        boolean filled = content[at + 1] == (byte) 0xff;
        at += filled ? 1 : 2 + ((content[at + 2] & 0xff) << 8 | content[at + 3] & 0xff);
      }
      return -1;
    }
  };

  private static final int TAIL = 1024;
  private static final byte START_OF_SCAN = (byte) 0xda;

  private final String mediaType;
  private final byte[] begin;
  final String end;

  FileType(String mediaType, byte[] begin, String end) {
    this.mediaType = mediaType;
    this.begin = begin;
    this.end = end;
  }

  public String mediaType() {
    return mediaType;
  }

  byte[] begin() {
    return begin;
  }

  abstract boolean ends(byte[] content);

  private boolean is(byte[] content) {
    return content.length > begin.length
        && Arrays.equals(content, 0, begin.length, begin, 0, begin.length)
        && ends(content);
  }

  /** Empty where it is none of these, or was cut off. */
  public static Optional<FileType> of(byte[] content) {
    return Arrays.stream(values()).filter(type -> type.is(content)).findFirst();
  }
}
