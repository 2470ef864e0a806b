package nl.tenzij.ledger.privacy;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/** Finds out, once per class, whether a personal value can be inside. */
final class Holders {

  static final ClassValue<Boolean> HOLDS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return holds(type, new HashSet<>());
        }
      };

  private Holders() {}

  private static boolean holds(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return false;
    }
    return switch (type) {
      case Class<?> plain -> holds(plain, seen);
      case ParameterizedType generic ->
          holds(generic.getRawType(), seen) || any(generic.getActualTypeArguments(), seen);
      case GenericArrayType array -> holds(array.getGenericComponentType(), seen);
      case WildcardType wildcard -> any(wildcard.getUpperBounds(), seen);
      case TypeVariable<?> variable -> any(variable.getBounds(), seen);
      default -> true;
    };
  }

  private static boolean holds(Class<?> type, Set<Type> seen) {
    if (Personal.class.isAssignableFrom(type)) {
      return true;
    }
    if (type.isArray()) {
      return holds(type.getComponentType(), seen);
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (holds(component.getGenericType(), seen)) {
          return true;
        }
      }
      return false;
    }
    if (type.isSealed()) {
      return any(type.getPermittedSubclasses(), seen);
    }
    // An open type of ours can hold anything; looking in vain costs little, missing one costs all.
    return type == Object.class || !(isOfTheJdk(type) || type.isEnum() || type.isPrimitive());
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  private static boolean any(Type[] types, Set<Type> seen) {
    for (Type each : types) {
      if (holds(each, seen)) {
        return true;
      }
    }
    return false;
  }
}
