package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/** {@code amended.v1}. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TellAmended(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    Optional<LocalDate> from,
    Optional<LocalDate> until) {}
