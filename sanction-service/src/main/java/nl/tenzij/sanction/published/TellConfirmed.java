package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/**
 * {@code confirmed.v1}.
 *
 * @param guardiansHeard empty where it was not noted
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TellConfirmed(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    LocalDate from,
    LocalDate until,
    boolean reportToInspectorate,
    Optional<Boolean> guardiansHeard) {}
