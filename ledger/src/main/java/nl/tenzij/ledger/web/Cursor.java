package nl.tenzij.ledger.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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
   * @throws Invalid where this system never gave such a cursor
   */
  static Cursor parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String joined = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Cursor(List.of(joined.split(BETWEEN, -1)));
    } catch (IllegalArgumentException | CharacterCodingException notOurs) {
      throw invalid();
    }
  }

  /**
   * The keys as what they are.
   *
   * @throws Invalid where the cursor is one of another list
   */
  Keys as(Function<String, ?>[] kinds) {
    if (kinds.length != keys.size()) {
      throw invalid();
    }
    try {
      return new Keys(
          IntStream.range(0, kinds.length)
              .<Object>mapToObj(i -> kinds[i].apply(keys.get(i)))
              .toList());
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw invalid();
    }
  }

  /** A cursor's keys, of the types that the list asked for. */
  public record Keys(List<Object> values) {

    /** The key at an index, 0 and up. */
    @SuppressWarnings("unchecked")
    public <T> T get(int index) {
      return (T) values.get(index);
    }
  }

  private static Invalid invalid() {
    return new Invalid("cursor", "format", "A cursor as the page before answered it.");
  }
}
