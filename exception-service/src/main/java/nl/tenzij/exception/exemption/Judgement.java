package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * Why a core team decided as it did: a reason for the whole, and one per criterion of the policy.
 *
 * @param deciders persons of the core team who carry it
 * @param on the day; empty where it was decided before days were kept
 */
public record Judgement(
    Personal<String> reason, List<Answer> criteria, List<String> deciders, Optional<LocalDate> on) {

  /**
   * @param criterion its number in the policy
   */
  public record Answer(String criterion, boolean met, Personal<String> reason) {}

  public Judgement {
    Objects.requireNonNull(reason);
    criteria = List.copyOf(criteria);
    deciders = deciders.stream().distinct().toList();
    Objects.requireNonNull(on);
  }
}
