package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldReview;
import nl.tenzij.exception.exemption.Heard;
import nl.tenzij.exception.exemption.Review;
import nl.tenzij.exception.rules.SchoolDay;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.Invalid;

/**
 * A review that was held.
 *
 * @param heard pupil or guardians at least, of who was of age then the pupil; in a reassessment
 *     both (of who was of age then the pupil), or why not, and the care coordinator
 * @param guardiansUnheard why they could not be heard, where it adjusts or ends without them, or
 *     reassesses
 * @param pupilUnheard why the pupil could not be heard, where it reassesses without
 * @param causes what lies behind use that was not as agreed; needed in a reassessment
 * @param adjusted what is granted from today on instead, where the outcome is to adjust
 * @param next the day of the next review, where the usual one is too late
 */
public record ReviewRequest(
    @NotNull LocalDate on,
    @NotEmpty @Size(max = 5) List<@NotNull Heard> heard,
    @Size(min = 1, max = 1000) String guardiansUnheard,
    @Size(min = 1, max = 1000) String pupilUnheard,
    @NotNull Review.Outcome outcome,
    @NotBlank @Size(max = 4000) String findings,
    @Size(min = 1, max = 4000) String causes,
    @Valid GrantRequest adjusted,
    LocalDate next) {

  HoldReview command(String pupil, boolean ofAge, SchoolDay today, String by) {
    if (adjusted != null && adjusted.from() != null && !adjusted.from().equals(today.date())) {
      throw new Invalid("adjusted.from", "range", "Today: until then the old one holds.");
    }
    return new HoldReview(
        on,
        heard,
        words(guardiansUnheard, pupil),
        words(pupilUnheard, pupil),
        outcome,
        Personal.of(pupil, findings),
        words(causes, pupil),
        Optional.ofNullable(adjusted).map(grant -> grant.grant(pupil, today)),
        Optional.ofNullable(next),
        today.terms(),
        today.lead(),
        today.date(),
        by,
        ofAge);
  }

  private static Optional<Personal<String>> words(String text, String pupil) {
    return Optional.ofNullable(text)
        .filter(words -> !words.isBlank())
        .map(words -> Personal.of(pupil, words));
  }
}
