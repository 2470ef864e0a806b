package nl.tenzij.ledger.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says in words what a value of a type looks like. */
final class Expected {

  private static final String YEARS =
      "in the years " + ApiJson.FIRST_YEAR + " to " + ApiJson.LAST_YEAR + '.';

  private Expected() {}

  static String of(Class<?> type) {
    if (type.isEnum()) {
      return "One of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "))
          + '.';
    }
    if (type == Instant.class || type == OffsetDateTime.class) {
      return "A moment with offset, such as 2026-03-01T09:30:00+01:00, " + YEARS;
    }
    if (type == LocalDate.class) {
      return "A date, such as 2026-03-01, " + YEARS;
    }
    if (type == LocalTime.class) {
      return "A time of day, such as 09:30.";
    }
    if (type == Period.class) {
      return "A length, such as P1M.";
    }
    if (type == UUID.class) {
      return "A UUID.";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false.";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "A number in range.";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "A text.";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "A list.";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "An object." : "Another form.";
  }
}
