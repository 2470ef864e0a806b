package nl.tenzij.ledger.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A message as it came, before anybody looked inside, in a form that a database can hold whatever
 * somebody sent.
 *
 * @param key null where it has none
 * @param data null where it has none
 */
record Letter(
    String topic,
    int partition,
    long offset,
    String key,
    Map<String, String> headers,
    byte[] data) {

  private static final int LONGEST = 200;
  private static final char UNKNOWN = '\uFFFD';

  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      headers.put(storable(header.key()), text(header.value()));
    }
    String key = record.key() == null ? null : shortened(text(record.key()));
    return new Letter(
        record.topic(), record.partition(), record.offset(), key, headers, record.value());
  }

  /** What it says to be, or null. */
  String type() {
    return headers.get("ce_type");
  }

  /** Whether its id can be one. */
  boolean isNamed() {
    String id = headers.get("ce_id");
    return id != null
        && !id.isBlank()
        && id.length() <= LONGEST
        && id.chars().noneMatch(Character::isISOControl);
  }

  /** Its id; of one that has none, the place where it lies. */
  String id() {
    return isNamed() ? headers.get("ce_id") : place();
  }

  /** Where it lies. */
  String place() {
    return topic + '/' + partition + '/' + offset;
  }

  private static String text(byte[] bytes) {
    if (bytes == null) {
      return "";
    }
    try {
      return storable(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException other) {
      // Another encoding: every byte becomes a character of its own, so different keys stay apart.
      return storable(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  /** PostgreSQL's text holds no zero character. */
  private static String storable(String text) {
    return text.replace('\0', UNKNOWN);
  }

  /** An index holds no key of any length. */
  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
