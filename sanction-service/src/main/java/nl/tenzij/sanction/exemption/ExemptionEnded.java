package nl.tenzij.sanction.exemption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;

/** What we take from {@code nl.tenzij.exception.exemption-ended.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ExemptionEnded(UUID exemption, String pupil) {

  static final String TYPE = "nl.tenzij.exception.exemption-ended.v1";
}
