package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The head's written confirmation.
 *
 * @param from the first day on which the measure holds
 * @param until the last day on which it holds
 * @param reason for the school's own file: no pupil and no guardian reads it
 * @param explanation to pupil and guardians
 */
public record ConfirmationRequest(
    @NotNull LocalDate from,
    @NotNull LocalDate until,
    @Schema(description = "For the school's own file: no pupil and no guardian reads it.")
        @Size(min = 1, max = 4000)
        String reason,
    @Schema(
            description =
                "Why, in the head's own words and in plain text: pupil and guardians read it as it"
                    + " is written, in their letter and beside the decision. Name no other pupil."
                    + " A suspension needs it.")
        @Size(min = 1, max = 2000)
        String explanation) {

  /**
   * @throws Invalid where it ends before it begins
   */
  SanctionPeriod period() {
    if (until.isBefore(from)) {
      throw new Invalid("until", "order", "Not before the first day.");
    }
    return new SanctionPeriod(from, until);
  }

  /** Blank words explain nothing. */
  Optional<String> explained() {
    return Optional.ofNullable(explanation).map(String::strip).filter(words -> !words.isEmpty());
  }
}
