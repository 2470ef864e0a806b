package nl.tenzij.sanction.exemption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What we take from {@code nl.tenzij.exception.exemption-suspended.v1}.
 *
 * @param until the last day without it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ExemptionSuspended(UUID exemption, String pupil, LocalDate from, LocalDate until) {

  static final String TYPE = "nl.tenzij.exception.exemption-suspended.v1";
}
