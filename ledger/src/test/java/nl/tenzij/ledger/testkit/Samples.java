package nl.tenzij.ledger.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Makes example events, and writes personal values of samples so that people can read them. */
final class Samples {

  private static final String PERSONAL = "personal";
  private static final Map<Class<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(int.class, 1),
          Map.entry(Integer.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(Long.class, 1L),
          Map.entry(double.class, 1.5),
          Map.entry(Double.class, 1.5),
          Map.entry(boolean.class, true),
          Map.entry(Boolean.class, true),
          Map.entry(BigDecimal.class, new BigDecimal("1.50")),
          Map.entry(UUID.class, UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")),
          Map.entry(Instant.class, Instant.parse("2026-03-02T09:30:00Z")),
          Map.entry(OffsetDateTime.class, OffsetDateTime.parse("2026-03-02T10:30:00+01:00")),
          Map.entry(LocalDate.class, LocalDate.parse("2026-03-02")),
          Map.entry(LocalTime.class, LocalTime.parse("17:00")),
          Map.entry(Period.class, Period.ofMonths(1)),
          Map.entry(Duration.class, Duration.ofMinutes(50)),
          Map.entry(ZoneId.class, ZoneId.of("Europe/Amsterdam")),
          Map.entry(OptionalInt.class, OptionalInt.of(1)),
          Map.entry(Board.class, new Board("stichting-tenboom")),
          Map.entry(School.class, new School("college-een")),
          Map.entry(Object.class, "anything"));

  private Samples() {}

  /** The classes that a sealed interface comes down to. */
  static List<Class<?>> leaves(Class<?> root) {
    return root.isSealed()
        ? Stream.of(root.getPermittedSubclasses()).flatMap(each -> leaves(each).stream()).toList()
        : List.of(root);
  }

  static Object example(Type type) {
    return example(type, "text");
  }

  private static Object example(Type type, String name) {
    Class<?> raw = raw(type);
    if (raw == String.class) {
      return name;
    }
    if (VALUES.containsKey(raw)) {
      return VALUES.get(raw);
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    if (raw == Personal.class) {
      return Personal.of("p-sam", example(argument(type, 0), name));
    }
    if (raw == Optional.class) {
      return Optional.of(example(argument(type, 0), name));
    }
    if (raw == Set.class) {
      return Set.of(example(argument(type, 0), name));
    }
    if (raw == Map.class) {
      return Map.of(example(argument(type, 0), "key"), example(argument(type, 1), name));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return List.of(example(argument(type, 0), name));
    }
    if (raw.isSealed()) {
      return example(leaves(raw).getFirst(), name);
    }
    return record(raw);
  }

  private static Object record(Class<?> raw) {
    RecordComponent[] parts = raw.getRecordComponents();
    if (parts == null) {
      throw new IllegalArgumentException(
          "no example can be made of " + raw.getName() + "; write the sample by hand");
    }
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Stream.of(parts).map(part -> example(part.getGenericType(), part.getName())).toArray();
    try {
      Constructor<?> constructor = raw.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(
          "%s takes none of %s; write the sample by hand"
              .formatted(raw.getSimpleName(), Arrays.toString(values)),
          refused.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  /** A tree as an event becomes one, with its personal values written out. */
  static JsonNode plain(JsonNode node, ObjectMapper json) {
    if (node instanceof POJONode embedded && embedded.getPojo() instanceof Personal<?> personal) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      ObjectNode inside = shown.putObject(PERSONAL);
      inside.put("subject", personal.subject());
      personal.value().ifPresent(value -> inside.set("value", json.valueToTree(value)));
      return shown;
    }
    return changed(node, each -> plain(each, json));
  }

  /** The other way. */
  static JsonNode personal(JsonNode node) {
    if (node.isObject() && node.size() == 1 && node.path(PERSONAL).has("subject")) {
      JsonNode inside = node.path(PERSONAL);
      return new POJONode(Personal.of(inside.path("subject").asText(), inside.path("value")));
    }
    return changed(node, Samples::personal);
  }

  private static JsonNode changed(
      JsonNode node, java.util.function.UnaryOperator<JsonNode> change) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(each -> copy.set(each.getKey(), change.apply(each.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> copy.add(change.apply(each)));
        yield copy;
      }
      default -> node;
    };
  }
}
