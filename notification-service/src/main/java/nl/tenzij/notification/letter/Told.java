package nl.tenzij.notification.letter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What we take from sanction-service's events; each has some of it.
 *
 * @param clause of the policy, by which a measure was proposed
 * @param guardiansHeard whether the school talked with them before, or null
 * @param endedAt when it was ended before its days were over, or null
 * @param category what happened
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Told(
    String sanction,
    String incident,
    String pupil,
    String measure,
    String clause,
    LocalDate from,
    LocalDate until,
    Boolean guardiansHeard,
    Instant endedAt,
    String category,
    Instant occurredAt) {}
