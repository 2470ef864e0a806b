package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.sanction.incident.Device;

/** A device that was handed in. It goes back at the end of the school day (LKC 08.035). */
public sealed interface Custody {

  record NotHandedIn() implements Custody {}

  /**
   * @param by who took it in
   * @param outOfHours whether no school was on then
   */
  record Known(
      Status status,
      Kept kept,
      Instant handedIn,
      String by,
      boolean outOfHours,
      Optional<Handover> returned)
      implements Custody {

    Known as(Status next) {
      return new Known(next, kept, handedIn, by, outOfHours, returned);
    }

    Known keeping(Kept moved) {
      return new Known(status, moved, handedIn, by, outOfHours, returned);
    }

    Known back(Handover handover) {
      return new Known(Status.RETURNED, kept, handedIn, by, outOfHours, Optional.of(handover));
    }
  }

  enum Status {
    HELD,
    /** The school day is over: it goes back now. */
    DUE,
    /** Still here, though it should not be. */
    OVERDUE,
    RETURNED
  }

  /** Where it is. */
  enum Keeping {
    TEACHER,
    LOCKER,
    OFFICE
  }

  /** Who got it back. */
  enum Receiver {
    PUPIL,
    GUARDIAN
  }

  /**
   * What is kept of whom, where and until when.
   *
   * @param spot which locker, or where in the office
   * @param due when the school day ends
   * @param latest from when on it is kept too long
   */
  record Kept(
      String pupil,
      Device device,
      Keeping keeping,
      Optional<String> spot,
      Instant due,
      Instant latest) {
    public Kept {
      Objects.requireNonNull(pupil);
      Objects.requireNonNull(device);
      Objects.requireNonNull(keeping);
      Objects.requireNonNull(spot);
      Objects.requireNonNull(due);
      Objects.requireNonNull(latest);
    }

    Kept until(Instant otherDue, Instant otherLatest) {
      return new Kept(pupil, device, keeping, spot, otherDue, otherLatest);
    }
  }

  /**
   * @param by who gave it back
   */
  record Handover(Instant at, Receiver to, String by) {}
}
