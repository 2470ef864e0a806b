package nl.tenzij.ledger.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: the sort keys of its last row, opaque to clients. It says where to go on, not
 * what may be seen: a query still limits itself to the caller's school.
 */
public record Cursor(List<String> keys) {

  private static final String BETWEEN = "\n";

  public Cursor {
    keys = List.copyOf(keys);
  }

  public static Cursor of(Object... keys) {
    return new Cursor(List.of(keys).stream().map(Object::toString).toList());
  }

  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(BETWEEN, keys).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param size how many keys the list at hand is sorted by
   * @throws Invalid where this list never gave such a cursor
   */
  static Cursor parse(String text, int size) {
    List<String> keys = List.of(decoded(text).split(BETWEEN, -1));
    if (keys.size() != size) {
      throw invalid();
    }
    return new Cursor(keys);
  }

  private static String decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException notOurs) {
      throw invalid();
    }
  }

  static Invalid invalid() {
    return new Invalid("cursor", "format", "A cursor as the page before answered it.");
  }
}
