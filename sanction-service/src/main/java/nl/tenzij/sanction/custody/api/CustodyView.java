package nl.tenzij.sanction.custody.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.Custody.TurnedUp;
import nl.tenzij.sanction.custody.CustodyRow;
import nl.tenzij.sanction.custody.TurningUp.Open;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.school.SchoolBook;

/**
 * A device in custody as it is now.
 *
 * @param takenBy who took it in
 * @param dueAt when the school day ends and it goes back
 * @param outOfHours true where no school was on any more when it was taken in, or none that day;
 *     else absent
 * @param turnedUpAt when somebody said that it had gone back, which nobody had entered
 * @param turnedUpBy who said so
 * @param handedInAgain as what the same device was handed in on a later day, where that was said
 * @param takenInSince in the list, of what was not returned: when something of the same pupil was
 *     last taken in on a later day. Whether it is the same device is not known
 * @param notReturned in the answer to taking a device in: what nobody entered as returned of the
 *     same pupil on earlier days, newest first, twenty at most; absent where there is none
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
    Custody.Receiver returnedTo,
    Instant turnedUpAt,
    String turnedUpBy,
    UUID handedInAgain,
    Instant takenInSince,
    List<NotReturned> notReturned) {

  static CustodyView of(UUID id, Known known) {
    return of(id, known, List.of());
  }

  /**
   * @param open what is open of the same pupil, newest first
   */
  static CustodyView of(UUID id, Known known, List<Open> open) {
    Optional<Handover> back = known.returned();
    Optional<TurnedUp> found = known.turnedUp();
    List<NotReturned> earlier =
        open.stream()
            .filter(each -> each.known().handedIn().isBefore(known.handedIn()))
            .map(NotReturned::of)
            .toList();
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
        back.map(Handover::to).orElse(null),
        found.map(TurnedUp::at).orElse(null),
        found.map(TurnedUp::by).orElse(null),
        found.flatMap(TurnedUp::again).orElse(null),
        null,
        earlier.isEmpty() ? null : earlier);
  }

  /**
   * @param last when something of its pupil was last taken in; null where nothing is known
   */
  static CustodyView of(CustodyRow row, Instant last, SchoolBook book) {
    boolean laterDay =
        row.status.isOpen()
            && last != null
            && book.dayOf(row.handedInAt).isBefore(book.dayOf(last));
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
        row.returnedTo,
        row.turnedUpAt,
        row.turnedUpBy,
        row.handedInAgain,
        laterDay ? last : null,
        null);
  }
}
