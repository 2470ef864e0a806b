package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Receiver;
import nl.tenzij.sanction.incident.Device;

/** {@code device-handed-in.v1}. */
record TellCustody(
    UUID custody, String pupil, Device device, Keeping keeping, Instant handedInAt, Instant dueAt) {

  /**
   * {@code device-return-due.v1} and {@code device-overdue.v1}.
   *
   * @param overdueAt when the other of them is told, where this is the first
   * @param foundHere true in the second, where it was said that the device went back and it lies
   *     here after all
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Due(
      UUID custody,
      String pupil,
      Device device,
      Keeping keeping,
      Optional<String> takenBy,
      Instant dueAt,
      Optional<Instant> overdueAt,
      Optional<Boolean> foundHere) {}

  /** {@code device-returned.v1}. */
  record Returned(
      UUID custody, String pupil, Device device, Instant returnedAt, Receiver to, boolean late) {}

  /**
   * {@code device-turned-up.v1}.
   *
   * @param handedInAgain as what the same device was handed in since, where that was said
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record TurnedUp(
      UUID custody,
      String pupil,
      Device device,
      Instant establishedAt,
      Optional<UUID> handedInAgain) {}
}
