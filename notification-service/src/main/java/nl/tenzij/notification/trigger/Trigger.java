package nl.tenzij.notification.trigger;

import java.util.Map;
import java.util.Set;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.template.Words;

/**
 * One line of the table that says which event makes which message.
 *
 * @param event the published type, such as {@code nl.tenzij.sanction.imposed.v1}
 * @param where for each field of the event that matters here, the values that match
 * @param matter the event's field that names what it is about
 * @param replaces whether what was not told yet of the same matter need not be told any more
 */
public record Trigger(
    String event,
    Map<String, Set<String>> where,
    String matter,
    Audience audience,
    Words template,
    Urgency urgency,
    Set<Channel> channels,
    boolean replaces) {

  public Trigger {
    where = where == null ? Map.of() : Map.copyOf(where);
    channels = Set.copyOf(channels);
  }

  boolean matches(News news) {
    return event.equals(news.type())
        && where.entrySet().stream()
            .allMatch(field -> field.getValue().contains(news.fact(field.getKey())));
  }
}
