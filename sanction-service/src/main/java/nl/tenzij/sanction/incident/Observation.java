package nl.tenzij.sanction.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.sanction.verdict.Moment;

/**
 * What was seen: the content of an incident.
 *
 * @param moment of the school day, where that is known
 * @param lesson in which it happened, where that is known
 * @param description in free words, so personal: kept with the key of the first offender, else of
 *     another pupil in it, of a member of staff, of who recorded it
 */
public record Observation(
    Category category,
    Device device,
    Place place,
    Instant occurredAt,
    Optional<Moment> moment,
    Optional<Lesson> lesson,
    List<Participant> participants,
    Optional<Personal<String>> description) {

  public Observation {
    Objects.requireNonNull(category);
    Objects.requireNonNull(device);
    Objects.requireNonNull(place);
    Objects.requireNonNull(occurredAt);
    Objects.requireNonNull(moment);
    Objects.requireNonNull(lesson);
    Objects.requireNonNull(description);
    participants = List.copyOf(participants);
  }

  /** The pupils who did it, in the order in which they were named. */
  public List<String> offenders() {
    return participants.stream()
        .filter(participant -> participant.role() == Participant.Role.OFFENDER)
        .flatMap(participant -> participant.id().stream())
        .distinct()
        .toList();
  }
}
