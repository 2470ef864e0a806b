package nl.tenzij.sanction.published;

import java.time.Instant;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Receiver;
import nl.tenzij.sanction.incident.Device;

/** {@code device-handed-in.v1}. */
record TellCustody(
    UUID custody, String pupil, Device device, Keeping keeping, Instant handedInAt, Instant dueAt) {

  /** {@code device-return-due.v1} and {@code device-overdue.v1}. */
  record Due(UUID custody, String pupil, Device device, Keeping keeping, Instant dueAt) {}

  /** {@code device-returned.v1}. */
  record Returned(
      UUID custody, String pupil, Device device, Instant returnedAt, Receiver to, boolean late) {}
}
