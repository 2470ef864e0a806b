package nl.tenzij.school.policy.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import nl.tenzij.school.policy.Adoption;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.Section;

/**
 * How the school came by a policy that it had before it used the product.
 *
 * @param consents when which section of the council consented; those that never did are left out
 * @param incorporated when it was written into what; without it: into nothing
 * @param publishedTo who was told: all that it binds, each of them named
 * @param publishedAt when it was made known
 * @param from since when it binds
 */
public record AdoptionText(
    @NotNull Map<Section, @NotNull LocalDate> consents,
    Map<Matter, @NotNull LocalDate> incorporated,
    @NotNull Set<@NotNull Bound> publishedTo,
    @NotNull @PastOrPresent OffsetDateTime publishedAt,
    @NotNull @PastOrPresent OffsetDateTime from) {

  Adoption toAdoption() {
    return new Adoption(
        consents,
        incorporated == null ? Map.of() : incorporated,
        publishedTo,
        publishedAt.toInstant(),
        from.toInstant());
  }
}
