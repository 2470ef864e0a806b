package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What a pupil is granted.
 *
 * @param contact whom a teacher asks
 * @param agreed how the device is used
 * @param from first day
 * @param review day of the first review; past it the exemption stays in force until a decision
 */
public record Grant(
    Scope scope,
    Kind kind,
    String contact,
    List<AgreedUse> agreed,
    LocalDate from,
    LocalDate review) {
  public Grant {
    Objects.requireNonNull(scope);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(contact);
    agreed = agreed.stream().distinct().sorted().toList();
    Objects.requireNonNull(from);
    Objects.requireNonNull(review);
  }
}
