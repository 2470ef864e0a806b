package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/** {@code imposed.v1}. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TellImposed(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    int step,
    Optional<LocalDate> from,
    Optional<LocalDate> until) {}
