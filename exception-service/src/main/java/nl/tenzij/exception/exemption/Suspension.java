package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A while without the exemption.
 *
 * @param seenAgain the day on which use was again not as agreed; empty where it was suspended
 *     before that was asked
 * @param from first day
 * @param until last day
 * @param conditions what makes it come back sooner
 * @param by who decided on it
 */
public record Suspension(
    Optional<LocalDate> seenAgain,
    LocalDate from,
    LocalDate until,
    Personal<String> reason,
    Personal<String> conditions,
    String by) {

  /**
   * When it is.
   *
   * @param from first day
   * @param until last day
   */
  public record Days(LocalDate from, LocalDate until) {}

  Days days() {
    return new Days(from, until);
  }
}
