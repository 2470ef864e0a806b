package nl.tenzij.ledger.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.UUID;
import nl.tenzij.ledger.store.StreamId;

/**
 * A personal value as it stands in the log: {@code {"subject": "…", "sealed": "…"}}, where sealed
 * is the cipher text as base64url, or null for a value that was forgotten when it was written.
 */
record SealedPart(String subject, byte[] cipher) {

  private static final String SUBJECT = "subject";
  private static final String SEALED = "sealed";

  static boolean is(JsonNode part) {
    return part.isObject() && part.size() == 2 && part.has(SUBJECT) && part.has(SEALED);
  }

  static SealedPart of(JsonNode part) {
    JsonNode subject = part.get(SUBJECT);
    JsonNode sealed = part.get(SEALED);
    if (!subject.isTextual() || !(sealed.isTextual() || sealed.isNull())) {
      throw new Unreadable("it is not in the form of a sealed value");
    }
    if (sealed.isNull()) {
      return new SealedPart(subject.textValue(), null);
    }
    try {
      byte[] cipher = Base64.getUrlDecoder().decode(sealed.textValue());
      return new SealedPart(subject.textValue(), cipher);
    } catch (IllegalArgumentException garbled) {
      throw new Unreadable("it is not base64url");
    }
  }

  JsonNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put(SUBJECT, subject)
        .put(
            SEALED,
            cipher == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(cipher));
  }

  /** Ties a value to the one place where it may stand; each part is written with its length. */
  static byte[] place(StreamId stream, UUID event, String subject, String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF("personal.v1");
      out.writeUTF(stream.board().id());
      out.writeUTF(stream.school().id());
      out.writeUTF(stream.stored());
      out.writeUTF(event.toString());
      out.writeUTF(subject);
      out.writeUTF(path);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
