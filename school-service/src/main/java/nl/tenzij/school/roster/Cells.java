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

  /** Why a record is refused whose last day comes before its first. */
  static final String BACKWARDS = "is not before beginDate";

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

  List<String> list(String column) {
    return value(column).map(all -> List.of(all.split(","))).orElse(List.of());
  }

  /** Whether the last day comes before the first: it would hold on no day at all. */
  boolean endsBeforeItBegins() {
    String begin = values.getOrDefault("beginDate", "");
    String end = values.getOrDefault("endDate", "");
    // days as taken are written alike: four, two and two digits
    return !begin.isEmpty() && !end.isEmpty() && end.compareTo(begin) < 0;
  }

  Optional<LocalDate> day(String column) {
    return value(column).map(LocalDate::parse);
  }
}
