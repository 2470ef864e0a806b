package nl.tenzij.ledger.testkit;

import groovy.lang.DelegatingMetaClass;
import groovy.lang.GroovySystem;
import io.restassured.internal.path.json.JSONAssertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets RestAssured walk along paths such as {@code items[0].id} by itself. It would compile a
 * script for each value that a test asks for, which takes far longer than the request did; what is
 * more than a plain path is left to it.
 */
public final class PlainPaths extends DelegatingMetaClass {

  private static final String FIND = "getAsJsonObject";
  private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z_]\\w*)|\\[(-?\\d{1,9})]");
  private static final Pattern PLAIN =
      Pattern.compile("([A-Za-z_]\\w*|\\[-?\\d{1,9}])(\\.[A-Za-z_]\\w*|\\[-?\\d{1,9}])*");

  /** What a list says of itself, and not of what it holds. */
  private static final Set<String> OF_LISTS = Set.of("class", "empty", "first", "last", "reversed");

  /** What is there, which can be nothing. */
  private record Found(Object value) {}

  private PlainPaths() {
    super(JSONAssertion.class);
  }

  /** For all that is read in this JVM from now on. */
  public static void install() {
    PlainPaths plain = new PlainPaths();
    plain.initialize();
    GroovySystem.getMetaClassRegistry().setMetaClass(JSONAssertion.class, plain);
  }

  @Override
  public Object invokeMethod(Object of, String name, Object[] arguments) {
    Optional<Found> found = found(of, name, arguments);
    return found.isPresent() ? found.get().value() : super.invokeMethod(of, name, arguments);
  }

  @Override
  public Object invokeMethod(
      @SuppressWarnings("rawtypes") Class sender,
      Object of,
      String name,
      Object[] arguments,
      boolean isCallToSuper,
      boolean isFromInside) {
    Optional<Found> found = found(of, name, arguments);
    return found.isPresent()
        ? found.get().value()
        : super.invokeMethod(sender, of, name, arguments, isCallToSuper, isFromInside);
  }

  private static Optional<Found> found(Object of, String name, Object[] arguments) {
    return of instanceof JSONAssertion path && name.equals(FIND) && arguments.length == 1
        ? at(path.getKey(), arguments[0])
        : Optional.empty();
  }

  /**
   * What stands there, as a script would find it: nothing behind nothing, and of a list the same
   * part of all that it holds. Empty where a script would have to say.
   */
  private static Optional<Found> at(String path, Object whole) {
    if (!PLAIN.matcher(path).matches()) {
      return Optional.empty();
    }
    Optional<Found> found = Optional.of(new Found(whole));
    Matcher steps = STEP.matcher(path);
    while (found.isPresent() && found.get().value() != null && steps.find()) {
      Object at = found.get().value();
      found =
          steps.group(1) == null
              ? element(at, Integer.parseInt(steps.group(2)))
              : part(at, steps.group(1));
    }
    return found;
  }

  private static Optional<Found> element(Object of, int index) {
    if (!(of instanceof List<?> list) || index < -list.size()) {
      return Optional.empty();
    }
    int at = index < 0 ? index + list.size() : index;
    return Optional.of(new Found(at < list.size() ? list.get(at) : null));
  }

  private static Optional<Found> part(Object of, String name) {
    return switch (of) {
      case Map<?, ?> object -> Optional.of(new Found(object.get(name)));
      case List<?> list when !OF_LISTS.contains(name) -> parts(list, name);
      default -> Optional.empty();
    };
  }

  private static Optional<Found> parts(List<?> of, String name) {
    List<Object> parts = new ArrayList<>();
    for (Object each : of) {
      if (each != null) {
        Optional<Found> part = part(each, name);
        if (part.isEmpty()) {
          return Optional.empty();
        }
        parts.add(part.get().value());
      }
    }
    return Optional.of(new Found(parts));
  }
}
