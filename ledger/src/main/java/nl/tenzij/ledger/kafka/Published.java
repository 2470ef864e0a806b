package nl.tenzij.ledger.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tenzij.ledger.store.Recorded;

/**
 * What a service tells others of an event: ids and functional facts, never anything personal.
 *
 * @param id the same each time the same event is published, so that others can tell a repetition
 * @param type reverse DNS with a version: {@code nl.tenzij.door.closed.v1}
 * @param subject pseudonym of whom it is about, or null
 * @param key events of one key stay in order
 * @param data becomes JSON; null is a tombstone: what was said under this key holds no longer
 */
public record Published(UUID id, String type, String subject, String key, Object data) {

  private static final Pattern TYPE = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+\\.v[1-9][0-9]*");

  public Published {
    Objects.requireNonNull(id);
    Objects.requireNonNull(key);
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "a published type is reverse DNS with a version, like nl.tenzij.thing.happened.v1");
    }
  }

  /** The one thing that is told of an event. */
  public static Published of(
      Recorded<?> event, String type, String subject, String key, Object data) {
    return new Published(event.id(), type, subject, key, data);
  }

  /**
   * Where more than one thing is told of an event: gives each an id of its own, always the same.
   */
  public Published numbered(int index) {
    String name = id + "#" + index;
    UUID own = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Published(own, type, subject, key, data);
  }
}
