package nl.tenzij.sanction.incident.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;

/**
 * An incident as its last entry has it.
 *
 * @param description absent where none was given, or whom it was about is forgotten
 * @param corrections how many later entries corrected the first
 * @param followUps one per offender; absent in the answer to a POST, since they come after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentView(
    UUID id,
    Category category,
    Breach breach,
    Device device,
    Place place,
    Instant occurredAt,
    List<Part> participants,
    String description,
    String reportedBy,
    int corrections,
    List<FollowUp> followUps) {

  /** One of pupil and staff is there. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(String pupil, String staff, Participant.Role role) {

    private static Part of(Participant participant) {
      return switch (participant.kind()) {
        case PUPIL -> new Part(participant.id(), null, participant.role());
        case STAFF -> new Part(null, participant.id(), participant.role());
      };
    }
  }

  static IncidentView of(UUID id, OnRecord incident, List<FollowUp> followUps) {
    Observation observed = incident.observed();
    return new IncidentView(
        id,
        observed.category(),
        observed.category().breach(),
        observed.device(),
        observed.place(),
        observed.occurredAt(),
        observed.participants().stream().map(Part::of).toList(),
        observed.description().flatMap(text -> text.value()).orElse(null),
        incident.reportedBy(),
        incident.corrections(),
        followUps);
  }
}
