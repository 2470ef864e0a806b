package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.exception.exemption.AgreedUse;
import nl.tenzij.exception.exemption.Grant;
import nl.tenzij.exception.exemption.Kind;
import nl.tenzij.exception.rules.SchoolDay;

/**
 * What a pupil is granted.
 *
 * @param contact whom a teacher asks, by the roster's id
 * @param agreed how the device is used
 * @param from first day; today where none is given
 * @param review day of the first review; the last that the policy allows where none is given
 */
public record GrantRequest(
    @NotNull @Valid ScopeRequest scope,
    @NotNull Kind kind,
    @NotNull @Pattern(regexp = Ids.ID) String contact,
    @Size(max = 9) List<@NotNull AgreedUse> agreed,
    LocalDate from,
    LocalDate review) {

  Grant grant(String pupil, SchoolDay today) {
    LocalDate begins = from == null ? today.date() : from;
    return new Grant(
        scope.scope(pupil),
        kind,
        contact,
        agreed == null ? List.of() : agreed,
        begins,
        review == null ? today.terms().firstReview(kind, begins) : review);
  }
}
