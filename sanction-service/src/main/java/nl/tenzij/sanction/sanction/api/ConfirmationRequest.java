package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * The head's written confirmation.
 *
 * @param from the first day on which the measure holds
 * @param until the last day on which it holds
 */
public record ConfirmationRequest(
    @NotNull LocalDate from, @NotNull LocalDate until, @Size(min = 1, max = 4000) String reason) {

  /**
   * @throws Invalid where it ends before it begins
   */
  SanctionPeriod period() {
    if (until.isBefore(from)) {
      throw new Invalid("until", "order", "Not before the first day.");
    }
    return new SanctionPeriod(from, until);
  }
}
