package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;

/**
 * {@code incident-recorded.v1} and {@code incident-corrected.v1}.
 *
 * @param reportedBy who recorded it; a correction does not say
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TellIncident(
    UUID incident,
    Category category,
    Breach breach,
    Instant occurredAt,
    Place place,
    Device device,
    List<Part> participants,
    Optional<String> reportedBy) {

  record Part(String pupil, Participant.Role role) {}

  static TellIncident of(UUID incident, Observation observed, Optional<String> reportedBy) {
    return new TellIncident(
        incident,
        observed.category(),
        observed.category().breach(),
        observed.occurredAt(),
        observed.place(),
        observed.device(),
        observed.participants().stream()
            .filter(one -> one.kind() == Participant.Kind.PUPIL)
            .flatMap(one -> one.id().stream().map(pupil -> new Part(pupil, one.role())))
            .toList(),
        reportedBy);
  }
}
