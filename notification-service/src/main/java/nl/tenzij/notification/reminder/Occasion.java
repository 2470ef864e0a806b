package nl.tenzij.notification.reminder;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.reminder.Reminders.Matter;

/**
 * What staff are reminded of, and with which words of another service that begins and ends.
 *
 * @param matter the words' field that names what it is about
 * @param audience as a {@link Matter} has it
 * @param settledBy the published types after which there is nothing left to be reminded of
 * @param passedTo who is reminded too where it goes on for {@link Reminders#DAYS_UNTIL_PASSED_ON}
 */
record Occasion(
    Kind kind,
    String matter,
    Set<String> audience,
    Raising raisedBy,
    Set<String> settledBy,
    Set<String> passedTo) {

  Occasion(
      Kind kind, String matter, Set<String> audience, Raising raisedBy, Set<String> settledBy) {
    this(kind, matter, audience, raisedBy, settledBy, Set.of());
  }

  Occasion passedTo(Set<String> others) {
    return new Occasion(kind, matter, audience, raisedBy, settledBy, others);
  }

  /**
   * The word with which it begins.
   *
   * @param where for each of its fields that matters here, the values with which it does; without
   *     the field it does not
   * @param details the fields that say more, which it can lack
   */
  record Raising(String type, Map<String, Set<String>> where, Map<Detail, String> details) {

    static Raising by(String type, Map<Detail, String> details) {
      return new Raising(type, Map.of(), details);
    }
  }

  Set<String> types() {
    return Stream.concat(Stream.of(raisedBy.type()), settledBy.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isRaisedBy(Incoming message) {
    return message.type().equals(raisedBy.type())
        && raisedBy.where().entrySet().stream()
            .allMatch(field -> isOneOf(field.getValue(), fact(field.getKey(), message)));
  }

  private static boolean isOneOf(Set<String> values, String value) {
    return value != null && values.contains(value);
  }

  UUID about(Incoming message) {
    return UUID.fromString(required(matter, message));
  }

  Matter matter(Incoming message) {
    return new Matter(
        kind, about(message), fact("pupil", message), audience, passedTo, details(message));
  }

  private Map<Detail, String> details(Incoming message) {
    Map<Detail, String> details = new EnumMap<>(Detail.class);
    raisedBy
        .details()
        .forEach((detail, field) -> details.computeIfAbsent(detail, _ -> fact(field, message)));
    if (!passedTo.isEmpty()) {
      LocalDate said = LocalDate.ofInstant(message.time(), ZoneOffset.UTC);
      details.put(Detail.PASSED_ON, said.plusDays(Reminders.DAYS_UNTIL_PASSED_ON).toString());
    }
    return details;
  }

  private static String required(String field, Incoming message) {
    return message.data().required(field).asText();
  }

  /** Null where it has no such field. */
  private static String fact(String field, Incoming message) {
    return message.data().path(field).asText(null);
  }
}
