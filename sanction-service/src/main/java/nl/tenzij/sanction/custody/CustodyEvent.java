package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.Optional;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.TurnedUp;

/** Each event says what is kept of whom, so that whoever reads one needs no other. */
public sealed interface CustodyEvent {

  Kept kept();

  /**
   * @param outOfHours whether no school was on any more, or none was that day; empty where it was
   *     not noted
   */
  record DeviceHandedIn(Kept kept, Instant at, String by, Optional<Boolean> outOfHours)
      implements CustodyEvent {}

  /** The school day ends at another time. */
  record ReturnMoved(Kept kept) implements CustodyEvent {}

  /**
   * The school day is over and the device is still here.
   *
   * @param takenBy who took it in; empty where it was not noted
   */
  record ReturnFellDue(Kept kept, Optional<String> takenBy) implements CustodyEvent {}

  /**
   * @param takenBy who took it in; empty where it was not noted
   */
  record DeviceKeptTooLong(Kept kept, Optional<String> takenBy) implements CustodyEvent {}

  /**
   * @param late whether it had been kept too long
   */
  record DeviceReturned(Kept kept, Handover handover, boolean late) implements CustodyEvent {}

  /** It went back on an earlier day, which nobody entered then. */
  record DeviceTurnedUp(Kept kept, TurnedUp turnedUp) implements CustodyEvent {}

  /**
   * It lies here: that it went back was a mistake.
   *
   * @param by who said so
   * @param takenBy who took it in
   */
  record DeviceFoundHere(Kept kept, Instant at, String by, String takenBy)
      implements CustodyEvent {}
}
