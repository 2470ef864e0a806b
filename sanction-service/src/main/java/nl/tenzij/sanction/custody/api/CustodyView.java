package nl.tenzij.sanction.custody.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.CustodyRow;
import nl.tenzij.sanction.incident.Device;

/**
 * A device in custody as it is now.
 *
 * @param takenBy who took it in
 * @param dueAt when the school day ends and it goes back
 * @param outOfHours true where no school was on any more when it was taken in, or none that day;
 *     else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustodyView(
    UUID id,
    String pupil,
    Device device,
    Custody.Status status,
    Custody.Keeping keeping,
    String spot,
    String takenBy,
    Instant handedInAt,
    Instant dueAt,
    Boolean outOfHours,
    Instant returnedAt,
    Custody.Receiver returnedTo) {

  static CustodyView of(UUID id, Known known) {
    Optional<Handover> back = known.returned();
    return new CustodyView(
        id,
        known.kept().pupil(),
        known.kept().device(),
        known.status(),
        known.kept().keeping(),
        known.kept().spot().orElse(null),
        known.by(),
        known.handedIn(),
        known.kept().due(),
        known.outOfHours() ? true : null,
        back.map(Handover::at).orElse(null),
        back.map(Handover::to).orElse(null));
  }

  static CustodyView of(CustodyRow row) {
    return new CustodyView(
        row.custody,
        row.pupil,
        row.device,
        row.status,
        row.keeping,
        row.spot,
        row.takenBy,
        row.handedInAt,
        row.dueAt,
        row.outOfHours ? true : null,
        row.returnedAt,
        row.returnedTo);
  }
}
