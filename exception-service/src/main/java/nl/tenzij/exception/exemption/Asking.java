package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A request with all that was brought in for it.
 *
 * @param requested the day; empty where it was asked before days were kept
 * @param submitted the day; empty before, or where days were not kept
 */
public record Asking(
    Request request,
    Optional<LocalDate> requested,
    Optional<LocalDate> submitted,
    List<Evidence> evidence) {

  public Asking {
    evidence = List.copyOf(evidence);
  }

  Asking withMotivation(Personal<String> words) {
    return new Asking(request.withMotivation(words), requested, submitted, evidence);
  }

  Asking submittedOn(Optional<LocalDate> day) {
    return new Asking(request, requested, day, evidence);
  }

  Asking with(Evidence more) {
    return new Asking(
        request, requested, submitted, Stream.concat(evidence.stream(), Stream.of(more)).toList());
  }

  Asking without(UUID file) {
    return new Asking(
        request,
        requested,
        submitted,
        evidence.stream().filter(each -> !each.id().equals(file)).toList());
  }

  public boolean has(UUID file) {
    return evidence.stream().anyMatch(each -> each.id().equals(file));
  }
}
