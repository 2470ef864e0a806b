package nl.tenzij.school.policy.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import nl.tenzij.school.policy.Section;

/**
 * What a section of the council decided.
 *
 * @param version of the policy's text that it decided on, as the member read it
 * @param section has to be the member's own; without it: that one
 * @param given false: the section withholds its consent
 * @param on not before the policy was laid before the council; without it: today
 * @param reason what would have to be different; needed where the section withholds its consent
 */
public record ConsentRequest(
    @NotNull Integer version,
    Section section,
    @NotNull Boolean given,
    LocalDate on,
    @Size(max = 2000) String reason) {}
