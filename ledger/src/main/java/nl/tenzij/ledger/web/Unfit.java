package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One part of a body that does not fit where it stands. */
record Unfit(JsonNode tree, JsonMappingException failure) {

  /**
   * Notes what is wrong and takes it out, so that the rest can be looked at.
   *
   * @return false where there is no use in going on
   */
  boolean noteAndTakeOut(List<InputError> errors) {
    String field = Fields.of(failure.getPath());
    if (errors.stream().anyMatch(error -> isAtOrIn(error.field(), field))) {
      return withoutGaps(tree);
    }
    errors.add(error(field));
    return takeOut();
  }

  /** What is wrong with a whole once a part was taken out follows from that. */
  private static boolean isAtOrIn(String noted, String field) {
    return noted.equals(field)
        || field.isEmpty()
        || noted.startsWith(field + '.')
        || noted.startsWith(field + '[');
  }

  private InputError error(String field) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown ->
          new InputError(field, "unknown", "Leave it out.");
      case InvalidFormatException format ->
          new InputError(
              field,
              format.getValue() instanceof String && !isPrimitive() ? "format" : "type",
              Expected.of(target()));
      case JsonMappingException any when target() != null && isAbsent() ->
          new InputError(field, "required", Expected.of(target()));
      case JsonMappingException any when any.getCause() instanceof InputCoercionException ->
          new InputError(field, "range", Expected.of(target()));
      case JsonMappingException any when target() != null ->
          new InputError(field, "type", Expected.of(target()));
      default -> new InputError(field, "invalid", "A value as the OpenAPI document says.");
    };
  }

  private Class<?> target() {
    if (failure instanceof MismatchedInputException mismatched) {
      return mismatched.getTargetType();
    }
    return failure.getCause() instanceof InputCoercionException beyond
        ? beyond.getTargetType()
        : null;
  }

  private boolean isPrimitive() {
    return target() != null
        && (target().isPrimitive()
            || Number.class.isAssignableFrom(target())
            || target() == Boolean.class);
  }

  private boolean isAbsent() {
    JsonNode at = at(failure.getPath());
    return at.isMissingNode() || at.isNull();
  }

  private JsonNode at(List<JsonMappingException.Reference> path) {
    JsonNode at = tree;
    for (JsonMappingException.Reference step : path) {
      at = step.getFieldName() == null ? at.path(step.getIndex()) : at.path(step.getFieldName());
    }
    return at;
  }

  /** A primitive can't be missing, so something stands in for it. */
  private boolean takeOut() {
    List<JsonMappingException.Reference> path = failure.getPath();
    if (path.isEmpty()) {
      return false;
    }
    JsonMappingException.Reference last = path.getLast();
    return switch (at(path.subList(0, path.size() - 1))) {
      case ObjectNode object when last.getFieldName() != null && standIn() != null -> {
        object.set(last.getFieldName(), standIn());
        yield true;
      }
      case ObjectNode object when last.getFieldName() != null ->
          object.remove(last.getFieldName()) != null;
      case ArrayNode array when array.has(last.getIndex()) -> {
        array.setNull(last.getIndex());
        yield true;
      }
      default -> false;
    };
  }

  /**
   * Many constructors take no list with a null in it. Until now the gaps kept the indexes right;
   * all that is wrong inside of lists has been noted before the list itself was refused.
   */
  private static boolean withoutGaps(JsonNode node) {
    boolean changed = false;
    if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (array.get(i).isNull()) {
          array.remove(i);
          changed = true;
        }
      }
    }
    for (JsonNode each : node) {
      changed |= withoutGaps(each);
    }
    return changed;
  }

  private JsonNode standIn() {
    if (target() == null || !target().isPrimitive()) {
      return null;
    }
    return target() == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
  }
}
