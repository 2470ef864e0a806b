package nl.tenzij.school.roster;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says, by the columns of its file, whether it came in a line or alone. What is there
 * and empty says that there is nothing; what is not there is not spoken of.
 */
record Cells(Map<String, String> values) {

  /** Beside the columns: those of which the value can't be read, so that it is as it was known. */
  static final String UNREAD = "unread";

  static Cells of(JsonObject kept) {
    Map<String, String> values = new HashMap<>();
    if (kept != null) {
      kept.fieldNames().forEach(column -> values.put(column, kept.getString(column)));
    }
    return new Cells(values);
  }

  /** Empty where it does not speak of it. */
  Optional<String> said(String column) {
    return Optional.ofNullable(values.get(column));
  }

  /** Empty also where it says that there is nothing. */
  Optional<String> value(String column) {
    return said(column).filter(value -> !value.isEmpty());
  }

  String text(String column) {
    return value(column).orElse(null);
  }

  /** Whether a column has a value that can't be read. */
  boolean isUnread(String column) {
    return list(UNREAD).contains(column);
  }

  /** Of the columns with a value that can't be read this one; null where it can. */
  String unread(String column) {
    return isUnread(column) ? column : null;
  }

  List<String> list(String column) {
    return value(column).map(all -> List.of(all.split(","))).orElse(List.of());
  }

  /** Why it can't be taken where it would hold on no day at all. Empty where there is one. */
  Optional<String> endsBeforeItBegins() {
    String end = values.getOrDefault("endDate", "");
    if (end.isEmpty()) {
      return Optional.empty();
    }
    // days as taken are written alike: four, two and two digits
    if (end.compareTo(values.getOrDefault("beginDate", "")) < 0) {
      return Optional.of("is not before beginDate");
    }
    return end.compareTo(values.getOrDefault("startDate", "")) <= 0
        ? Optional.of("comes after startDate: it is the first day that is not in the session")
        : Optional.empty();
  }

  Optional<LocalDate> day(String column) {
    return value(column).map(LocalDate::parse);
  }
}
