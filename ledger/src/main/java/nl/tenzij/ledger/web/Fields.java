package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Places in a JSON body as clients read them: {@code hinges[0].id}. */
final class Fields {

  private static final int LONGEST_NAME = 60;

  private Fields() {}

  static String of(List<JsonMappingException.Reference> path) {
    StringBuilder field = new StringBuilder();
    path.forEach(step -> append(field, step.getFieldName(), step.getIndex()));
    return field.toString();
  }

  static String of(JsonStreamContext innermost) {
    Deque<JsonStreamContext> path = new ArrayDeque<>();
    for (JsonStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
      path.push(at);
    }
    StringBuilder field = new StringBuilder();
    for (JsonStreamContext step : path) {
      if (step.inArray() ? step.hasCurrentIndex() : step.hasCurrentName()) {
        append(field, step.inArray() ? null : step.getCurrentName(), step.getCurrentIndex());
      }
    }
    return field.toString();
  }

  private static void append(StringBuilder field, String name, int index) {
    if (name == null) {
      field.append('[').append(index).append(']');
      return;
    }
    if (!field.isEmpty()) {
      field.append('.');
    }
    field.append(plain(name));
  }

  /** A name that the client made up is shown in part, and without anything odd in it. */
  static String plain(String name) {
    String some = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return some.replaceAll("[^\\p{Alnum}_…-]", "_");
  }
}
