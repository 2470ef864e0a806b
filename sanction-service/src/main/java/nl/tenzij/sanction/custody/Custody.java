package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Device;

/** A device that was handed in. It goes back at the end of the school day (LKC 08.035). */
public sealed interface Custody {

  record NotHandedIn() implements Custody {}

  /**
   * @param by who took it in
   * @param outOfHours whether no school was on then
   * @param foundHere when somebody last found it here after all, once it was said that it went back
   */
  record Known(
      Status status,
      Kept kept,
      Instant handedIn,
      String by,
      boolean outOfHours,
      Optional<TurnedUp> turnedUp,
      Optional<Instant> foundHere,
      Optional<Handover> returned)
      implements Custody {

    Known as(Status next) {
      return new Known(next, kept, handedIn, by, outOfHours, turnedUp, foundHere, returned);
    }

    Known keeping(Kept moved) {
      return new Known(status, moved, handedIn, by, outOfHours, turnedUp, foundHere, returned);
    }

    Known as(TurnedUp found) {
      return new Known(
          Status.TURNED_UP,
          kept,
          handedIn,
          by,
          outOfHours,
          Optional.of(found),
          foundHere,
          returned);
    }

    /** Since an earlier day, so it is kept too long. */
    Known foundHere(Instant at) {
      return new Known(
          Status.OVERDUE,
          kept,
          handedIn,
          by,
          outOfHours,
          Optional.empty(),
          Optional.of(at),
          returned);
    }

    /** Whether somebody found it here at that moment or after it. */
    boolean isFoundHereSince(Instant moment) {
      return foundHere.filter(at -> !at.isBefore(moment)).isPresent();
    }

    Known back(Handover handover) {
      return new Known(
          Status.RETURNED,
          kept,
          handedIn,
          by,
          outOfHours,
          turnedUp,
          foundHere,
          Optional.of(handover));
    }
  }

  enum Status {
    HELD,
    /** The school day is over: it goes back now. */
    DUE,
    /** Still here, though it should not be. */
    OVERDUE,
    RETURNED,
    /** It went back before, which nobody entered: somebody said so later. */
    TURNED_UP;

    /** Whether it counts as being here. */
    public boolean isOpen() {
      return this != RETURNED && this != TURNED_UP;
    }
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

  /**
   * That it went back, which nobody had entered. When it did is not known.
   *
   * @param at when that was said
   * @param by who said so
   * @param again as what the same device was handed in on a later day; empty where it was only said
   *     that it went back
   */
  record TurnedUp(Instant at, String by, Optional<UUID> again) {}
}
