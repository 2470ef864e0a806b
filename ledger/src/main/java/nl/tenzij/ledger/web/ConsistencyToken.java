package nl.tenzij.ledger.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment in the log, opaque to clients: a write answers with it, and a read that carries it shows
 * at least that moment.
 */
public record ConsistencyToken(int partition, long position) {

  public static final String HEADER = "Tenzij-Consistency-Token";

  private static final Pattern INSIDE = Pattern.compile("1\\.([0-9]{1,4})\\.([0-9]{1,18})");

  /** As it stands in the header. */
  public String text() {
    String inside = "1." + partition + '.' + position;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(inside.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @throws Invalid where this system never gave such a token
   */
  static ConsistencyToken parse(String text) {
    Matcher inside = INSIDE.matcher(decoded(text));
    if (!inside.matches()) {
      throw notOurs();
    }
    return new ConsistencyToken(Integer.parseInt(inside.group(1)), Long.parseLong(inside.group(2)));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException noBase64) {
      throw notOurs();
    }
  }

  private static Invalid notOurs() {
    return new Invalid(HEADER, "format", "A token as a write answered it.");
  }
}
