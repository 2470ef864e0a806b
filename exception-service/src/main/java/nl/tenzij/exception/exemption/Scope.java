package nl.tenzij.exception.exemption;

import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What an exemption covers.
 *
 * @param moments at least one
 * @param subjects roster ids; empty: all subjects
 * @param places at least one
 * @param devices empty: any device
 * @param windows empty: the whole day
 * @param functions functions or apps, in the words of who asked: they can tell of a condition, so
 *     they are sealed
 */
public record Scope(
    List<Moment> moments,
    List<String> subjects,
    List<Place> places,
    List<Device> devices,
    List<Window> windows,
    Optional<Personal<List<String>>> functions) {

  public Scope {
    moments = moments.stream().distinct().sorted().toList();
    subjects = subjects.stream().distinct().sorted().toList();
    places = places.stream().distinct().sorted().toList();
    devices = devices.stream().distinct().sorted().toList();
    windows = List.copyOf(windows);
    Objects.requireNonNull(functions);
  }

  /** Whether it covers nothing that the other does not. */
  boolean isWithin(Scope other) {
    return other.moments.containsAll(moments)
        && other.places.containsAll(places)
        && isWithin(subjects, other.subjects)
        && isWithin(devices, other.devices)
        && isWithin(named(functions), named(other.functions))
        && isWithinTimes(other.windows);
  }

  /** Where none are named, all are meant. */
  private static <T> boolean isWithin(List<T> those, List<T> others) {
    return others.isEmpty() || !those.isEmpty() && others.containsAll(those);
  }

  private static List<String> named(Optional<Personal<List<String>>> functions) {
    return functions.flatMap(Personal::value).orElse(List.of()).stream()
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private boolean isWithinTimes(List<Window> others) {
    return others.isEmpty()
        || !windows.isEmpty() && windows.stream().allMatch(each -> isCovered(each, others));
  }

  /** Others that touch or overlap are one. */
  private static boolean isCovered(Window window, List<Window> others) {
    LocalTime covered = window.from();
    for (Window other : others.stream().sorted(Comparator.comparing(Window::from)).toList()) {
      if (!other.from().isAfter(covered) && other.until().isAfter(covered)) {
        covered = other.until();
      }
    }
    return !covered.isBefore(window.until());
  }
}
