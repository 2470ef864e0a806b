package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import nl.tenzij.school.policy.ConsentRoute.Matter;

/**
 * How a school came by a policy that it had before it used the product, as its head says it did.
 *
 * @param consents when which section of the council consented; those that never did are absent
 * @param incorporated when it was written into what
 * @param publishedTo who was told
 * @param publishedAt when
 * @param from since when it binds
 */
public record Adoption(
    Map<Section, LocalDate> consents,
    Map<Matter, LocalDate> incorporated,
    Set<Bound> publishedTo,
    Instant publishedAt,
    Instant from) {}
