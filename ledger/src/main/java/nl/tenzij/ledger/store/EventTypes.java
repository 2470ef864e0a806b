package nl.tenzij.ledger.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The stored names of one feature's events. A name is an explicit, versioned string; no class name
 * reaches the database. A released name's JSON never changes: a change is a new version and an
 * upcast from the old one.
 *
 * @param <E> the sealed interface of the events
 */
public final class EventTypes<E> {

  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z-]*(\\.[a-z][a-z-]*)+\\.v[1-9][0-9]*");

  private final Class<E> root;
  private final Map<String, Class<? extends E>> classes;
  private final Map<Class<?>, String> names;
  private final Map<String, Upcast> upcasts;

  private record Upcast(String to, UnaryOperator<ObjectNode> change) {}

  /** JSON at its newest version. */
  public record Current(String type, ObjectNode json) {}

  private EventTypes(
      Class<E> root,
      Map<String, Class<? extends E>> classes,
      Map<Class<?>, String> names,
      Map<String, Upcast> upcasts) {
    this.root = root;
    this.classes = Map.copyOf(classes);
    this.names = Map.copyOf(names);
    this.upcasts = Map.copyOf(upcasts);
  }

  public static <E> EventTypes<E> of(Class<E> root) {
    return new EventTypes<>(root, Map.of(), Map.of(), Map.of());
  }

  /**
   * Adds the newest version of an event.
   *
   * @param name such as {@code door.closed.v1}
   */
  public EventTypes<E> type(String name, Class<? extends E> event) {
    check(name);
    if (names.containsKey(event)) {
      throw new IllegalArgumentException(event.getSimpleName() + " has a stored name already");
    }
    var moreClasses = new HashMap<>(classes);
    moreClasses.put(name, event);
    var moreNames = new HashMap<>(names);
    moreNames.put(event, name);
    return new EventTypes<>(root, moreClasses, moreNames, upcasts);
  }

  /** Says how the JSON of an old version becomes that of a newer one. */
  public EventTypes<E> upcast(String from, String to, UnaryOperator<ObjectNode> change) {
    check(from);
    var more = new HashMap<>(upcasts);
    more.put(from, new Upcast(to, change));
    return new EventTypes<>(root, classes, names, more);
  }

  private void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a stored name is lower case words and a version, like thing.happened.v1: " + name);
    }
    if (classes.containsKey(name) || upcasts.containsKey(name)) {
      throw new IllegalArgumentException("stored name given twice: " + name);
    }
  }

  public Class<E> root() {
    return root;
  }

  /** All stored names that can be read: the newest versions and those with an upcast. */
  public Set<String> readable() {
    var all = new java.util.TreeSet<>(classes.keySet());
    all.addAll(upcasts.keySet());
    return all;
  }

  /** The newest versions with their classes. */
  public Map<String, Class<? extends E>> classes() {
    return classes;
  }

  /** The stored name of an event's class. */
  public String name(Class<?> event) {
    String name = names.get(event);
    if (name == null) {
      throw new IllegalArgumentException("no stored name for " + event.getSimpleName());
    }
    return name;
  }

  /** Brings stored JSON to its newest version, step by step. */
  public Current current(String type, ObjectNode json) {
    String at = type;
    ObjectNode now = json;
    for (Upcast next = upcasts.get(at); next != null; next = upcasts.get(at)) {
      now = next.change().apply(now);
      at = next.to();
    }
    return new Current(at, now);
  }

  /** The class that a stored name, old or new, is read as in the end. */
  Class<? extends E> newest(String name) {
    String at = name;
    while (upcasts.containsKey(at)) {
      at = upcasts.get(at).to();
    }
    return classOf(at);
  }

  boolean isNewest(String name) {
    return classes.containsKey(name);
  }

  /** The class that reads a newest version. */
  public Class<? extends E> classOf(String name) {
    Class<? extends E> found = classes.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no event is stored as " + name + " here");
    }
    return found;
  }
}
