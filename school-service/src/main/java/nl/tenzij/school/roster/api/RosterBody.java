package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.school.roster.Pushed;
import nl.tenzij.school.roster.RosterPush;

/** A record in OneRoster 1.2's words, as its rostering service names the parts. */
interface RosterBody {

  /** What the path says as well; may be left out. */
  String sourcedId();

  /** {@code active} or left out; {@code tobedeleted} does what DELETE does. */
  String status();

  /** By the columns of the file in which it would come with others. */
  Map<String, String> values(String id);

  /**
   * @throws Invalid where it is about something else than the path
   */
  default Pushed pushed(String id, ObjectMapper json) {
    if (sourcedId() != null && !sourcedId().equals(id)) {
      throw new Invalid("sourcedId", "other-record", "Is the one of the path.");
    }
    if (status() != null && !status().equals("active") && !deletes()) {
      throw new Invalid("status", "format", "Is one of active, tobedeleted.");
    }
    Map<String, Object> tree = json.convertValue(this, new MapOfAnything());
    if (isMoment(tree.get("dateLastModified"))) {
      // parts of a second can look like a citizen number
      tree.remove("dateLastModified");
    }
    // the body may leave it to the path
    tree.put("sourcedId", id);
    return new Pushed(id, values(id), RosterPush.texts(new JsonObject(tree)));
  }

  private static boolean isMoment(Object text) {
    if (text == null) {
      return false;
    }
    try {
      OffsetDateTime.parse(text.toString());
      return true;
    } catch (DateTimeParseException none) {
      return false;
    }
  }

  default boolean deletes() {
    return "tobedeleted".equals(status());
  }

  /** Each under its column's name; a list becomes one text, null stays null: it says nothing. */
  static Map<String, String> metadata(Map<String, Object> metadata) {
    Map<String, String> values = new HashMap<>();
    if (metadata != null) {
      metadata.forEach((name, value) -> values.put("metadata." + name, text(value)));
    }
    return values;
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list when !list.isEmpty() && list.stream().allMatch(Objects::isNull) -> null;
      case List<?> list ->
          list.stream()
              .filter(Objects::nonNull)
              .map(Object::toString)
              .collect(Collectors.joining(","));
      default -> value.toString();
    };
  }

  static String joined(List<String> values) {
    return values == null
        ? null
        : values.stream().filter(Objects::nonNull).collect(Collectors.joining(","));
  }
}
