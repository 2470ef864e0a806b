package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/**
 * {@code amended.v1}.
 *
 * @param endedAt when it was ended before its days were over
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TellAmended(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    Optional<Instant> endedAt) {}
