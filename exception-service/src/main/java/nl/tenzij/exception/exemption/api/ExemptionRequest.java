package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Purpose;
import nl.tenzij.exception.exemption.Request;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What is asked for a pupil.
 *
 * @param motivation the pupil's own words; may come later
 */
public record ExemptionRequest(
    @NotNull @Pattern(regexp = Ids.ID) String pupil,
    @NotNull Purpose purpose,
    @NotNull @Valid ScopeRequest wished,
    @Size(min = 1, max = 4000) String motivation) {

  Request request(Asker asker) {
    return new Request(
        pupil,
        Personal.of(pupil, purpose),
        wished.scope(pupil),
        Optional.ofNullable(motivation).map(words -> Personal.of(pupil, words)),
        asker);
  }
}
