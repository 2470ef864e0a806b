package nl.tenzij.ledger.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Bean validation's findings as input errors. */
final class Violations {

  private Violations() {}

  /** An answer of ours that breaks a constraint is our mistake, not the client's. */
  static boolean isOfInput(ConstraintViolation<?> violation) {
    return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
        .noneMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
  }

  static List<InputError> errors(Collection<? extends ConstraintViolation<?>> violations) {
    return violations.stream()
        .map(Violations::error)
        .sorted(Comparator.comparing(InputError::field).thenComparing(InputError::code))
        .distinct()
        .toList();
  }

  private static InputError error(ConstraintViolation<?> violation) {
    return new InputError(
        field(violation.getPropertyPath()), code(violation), violation.getMessage());
  }

  /** The method is left out, and the body's parameter too where the path goes on into the body. */
  private static String field(Path path) {
    List<Path.Node> nodes = new ArrayList<>();
    path.forEach(nodes::add);
    nodes.removeIf(node -> node.getKind() == ElementKind.METHOD);
    if (nodes.size() > 1 && nodes.getFirst().getKind() == ElementKind.PARAMETER) {
      nodes.removeFirst();
    }
    StringBuilder field = new StringBuilder();
    nodes.forEach(node -> append(field, node));
    return field.toString();
  }

  private static void append(StringBuilder field, Path.Node node) {
    if (node.isInIterable()) {
      // a map's key is the client's input: it is not repeated
      field.append('[').append(node.getIndex() == null ? "" : node.getIndex()).append(']');
    }
    if (node.getName() == null || node.getKind() == ElementKind.CONTAINER_ELEMENT) {
      return;
    }
    if (!field.isEmpty()) {
      field.append('.');
    }
    field.append(node.getName());
  }

  private static String code(ConstraintViolation<?> violation) {
    Class<? extends Annotation> rule =
        violation.getConstraintDescriptor().getAnnotation().annotationType();
    return switch (rule.getSimpleName()) {
      case "NotNull", "NotBlank", "NotEmpty" -> "required";
      case "Size", "Length" -> "size";
      case "Pattern", "Email" -> "format";
      case "Min", "Max", "DecimalMin", "DecimalMax", "Positive", "PositiveOrZero", "Digits" ->
          "range";
      case "Past", "PastOrPresent", "Future", "FutureOrPresent" -> "moment";
      default ->
          rule.getSimpleName().replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    };
  }
}
