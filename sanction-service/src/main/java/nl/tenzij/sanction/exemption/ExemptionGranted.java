package nl.tenzij.sanction.exemption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.verdict.Moment;

/**
 * What we take from {@code nl.tenzij.exception.exemption-granted.v1}.
 *
 * @param subjects empty: all
 * @param devices empty or absent: any
 * @param windows empty or absent: the whole day
 * @param contact a member of staff
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ExemptionGranted(
    UUID exemption,
    String pupil,
    Set<Moment> moments,
    Set<String> subjects,
    Set<Place> places,
    Optional<Set<Device>> devices,
    Optional<List<Window>> windows,
    String contact,
    LocalDate from) {

  /** Times of the day by the school's clock; the end is not within it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Window(LocalTime from, LocalTime until) {}

  static final String TYPE = "nl.tenzij.exception.exemption-granted.v1";
}
