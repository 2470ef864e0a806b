package nl.tenzij.exception.exemption;

import java.util.List;
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
}
