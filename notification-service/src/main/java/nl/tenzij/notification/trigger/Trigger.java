package nl.tenzij.notification.trigger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.template.Words;

/**
 * One line of the table that says which event makes which message.
 *
 * @param event the published type, such as {@code nl.tenzij.sanction.imposed.v1}
 * @param where for each field of the event that matters here, the values that match; of a field
 *     with several, one is enough
 * @param matter the event's field that names what it is about
 * @param push what a school's policy calls news of this kind, where it goes by mail only if the
 *     policy says that it may come by itself; null where it does in any case
 * @param replaces whether what was not told yet of the same matter need not be told any more
 * @param decision whether it is a decision on the pupil, to which one may object (any measure that
 *     was imposed, what is decided on an exemption): where no tie of a guardian is known, such a
 *     message waits as long as any other
 */
public record Trigger(
    String event,
    Map<String, Set<String>> where,
    String matter,
    Audience audience,
    Words template,
    Urgency urgency,
    Set<Channel> channels,
    String push,
    boolean replaces,
    boolean decision) {

  public Trigger {
    where = where == null ? Map.of() : Map.copyOf(where);
    channels = Set.copyOf(channels);
  }

  boolean matches(News news) {
    return event.equals(news.type())
        && where.entrySet().stream()
            .allMatch(field -> !Collections.disjoint(field.getValue(), news.facts(field.getKey())));
  }

  /** Through which channels a school that writes to guardians in this way tells it. */
  Set<Channel> channels(Hours hours) {
    if (push == null || hours.pushes(push)) {
      return channels;
    }
    Set<Channel> quietly = EnumSet.copyOf(channels);
    quietly.remove(Channel.EMAIL);
    return quietly;
  }
}
