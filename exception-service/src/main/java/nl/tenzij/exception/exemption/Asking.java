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
 * @param reminded the last day on which somebody was reminded to decide
 * @param urged the day on which somebody was reminded to complete it; empty before
 */
public record Asking(
    Request request,
    Optional<LocalDate> requested,
    Optional<LocalDate> submitted,
    Optional<LocalDate> reminded,
    Optional<LocalDate> urged,
    List<Evidence> evidence) {

  public Asking {
    evidence = List.copyOf(evidence);
  }

  Asking withMotivation(Personal<String> words) {
    return new Asking(
        request.withMotivation(words), requested, submitted, reminded, urged, evidence);
  }

  Asking submittedOn(Optional<LocalDate> day) {
    return new Asking(request, requested, day, reminded, urged, evidence);
  }

  Asking remindedOn(LocalDate day) {
    return new Asking(request, requested, submitted, Optional.of(day), urged, evidence);
  }

  Asking urgedOn(LocalDate day) {
    return new Asking(request, requested, submitted, reminded, Optional.of(day), evidence);
  }

  Asking with(Evidence more) {
    return new Asking(
        request,
        requested,
        submitted,
        reminded,
        urged,
        Stream.concat(evidence.stream(), Stream.of(more)).toList());
  }

  Asking without(UUID file) {
    return new Asking(
        request,
        requested,
        submitted,
        reminded,
        urged,
        evidence.stream().filter(each -> !each.id().equals(file)).toList());
  }

  public boolean has(UUID file) {
    return evidence.stream().anyMatch(each -> each.id().equals(file));
  }
}
