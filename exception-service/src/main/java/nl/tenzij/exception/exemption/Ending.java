package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * How a request or an exemption came to its end.
 *
 * @param cause empty of a request: it was withdrawn
 * @param reason empty where nobody owes one
 * @param on the day; empty where it ended before days were kept
 * @param by a person of the roster, or what ends it by itself: the calendar
 */
public record Ending(
    Optional<EndCause> cause,
    Optional<Personal<String>> reason,
    Optional<LocalDate> on,
    String by) {
  public Ending {
    Objects.requireNonNull(cause);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(on);
    Objects.requireNonNull(by);
  }
}
