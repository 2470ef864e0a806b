package nl.tenzij.sanction.custody.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.TurningUp.Open;
import nl.tenzij.sanction.incident.Device;

/**
 * A device of an earlier day that nobody entered as returned. It may lie here, or have gone back.
 *
 * @param takenBy who took it in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotReturned(
    UUID id,
    Device device,
    Custody.Keeping keeping,
    String spot,
    String takenBy,
    Instant handedInAt) {

  static NotReturned of(Open open) {
    Known known = open.known();
    return new NotReturned(
        open.custody(),
        known.kept().device(),
        known.kept().keeping(),
        known.kept().spot().orElse(null),
        known.by(),
        known.handedIn());
  }
}
