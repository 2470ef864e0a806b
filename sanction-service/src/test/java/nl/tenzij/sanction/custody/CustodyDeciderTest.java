package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.Optional;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Receiver;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.custody.CustodyCommand.LookAtTime;
import nl.tenzij.sanction.custody.CustodyCommand.MoveReturn;
import nl.tenzij.sanction.custody.CustodyCommand.ReturnDevice;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceHandedIn;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceKeptTooLong;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceReturned;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnFellDue;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnMoved;
import nl.tenzij.sanction.incident.Device;
import org.junit.jupiter.api.Test;

class CustodyDeciderTest {

  private static final Instant MORNING = Instant.parse("2026-11-24T07:15:00Z");
  private static final Instant SCHOOL_IS_OUT = Instant.parse("2026-11-24T12:50:00Z");
  private static final Instant LATEST = SCHOOL_IS_OUT.plusSeconds(1800);
  private static final Instant MIDNIGHT = Instant.parse("2026-11-24T23:00:00Z");
  private static final Kept KEPT = kept(SCHOOL_IS_OUT, LATEST);
  private static final DeviceHandedIn HANDED_IN =
      new DeviceHandedIn(KEPT, MORNING, "st-tim", Optional.of(false));
  private static final ReturnFellDue DUE = new ReturnFellDue(KEPT, Optional.of("st-tim"));
  private static final DeviceKeptTooLong TOO_LONG =
      new DeviceKeptTooLong(KEPT, Optional.of("st-tim"));

  private final DeciderSpec<CustodyCommand, Custody, CustodyEvent> custody =
      DeciderSpec.of(new CustodyDecider());

  @Test
  void aDeviceIsHandedInUntilSchoolIsOut() {
    custody.given().when(new HandIn(KEPT, "st-tim", MORNING, MIDNIGHT, false)).then(HANDED_IN);
  }

  @Test
  void itIsNeverKeptBeyondTheDay() {
    custody
        .given()
        .when(
            new HandIn(
                kept(SCHOOL_IS_OUT, MIDNIGHT.plusMillis(1)), "st-tim", MORNING, MIDNIGHT, false))
        .thenRefused("custody-beyond-the-day");
  }

  @Test
  void itFallsDueOnceWhenSchoolIsOut() {
    custody.given(HANDED_IN).when(new LookAtTime(SCHOOL_IS_OUT.minusMillis(1))).thenNothing();
    custody.given(HANDED_IN).when(new LookAtTime(SCHOOL_IS_OUT)).then(DUE);
    custody.given(HANDED_IN, DUE).when(new LookAtTime(SCHOOL_IS_OUT)).thenNothing();
  }

  @Test
  void itIsKeptTooLongOnce() {
    custody.given(HANDED_IN, DUE).when(new LookAtTime(LATEST)).then(TOO_LONG);
    custody.given(HANDED_IN, DUE, TOO_LONG).when(new LookAtTime(MIDNIGHT)).thenNothing();
  }

  @Test
  void whoLooksLateFindsBoth() {
    custody.given(HANDED_IN).when(new LookAtTime(MIDNIGHT)).then(DUE, TOO_LONG);
  }

  @Test
  void itIsGivenBackOnce() {
    var handover = new Handover(SCHOOL_IS_OUT, Receiver.PUPIL, "st-tim");
    var returned = new DeviceReturned(KEPT, handover, false);
    custody.given(HANDED_IN, DUE).when(new ReturnDevice(handover)).then(returned);
    custody
        .given(HANDED_IN, returned)
        .when(new ReturnDevice(handover))
        .thenRefused("device-already-returned");
    custody.given().when(new ReturnDevice(handover)).thenRefused("device-not-handed-in");
    custody.given(HANDED_IN, returned).when(new LookAtTime(MIDNIGHT)).thenNothing();
  }

  @Test
  void thatItWasLateStaysVisible() {
    var handover = new Handover(MIDNIGHT, Receiver.GUARDIAN, "st-tim");
    custody
        .given(HANDED_IN, DUE, TOO_LONG)
        .when(new ReturnDevice(handover))
        .then(new DeviceReturned(KEPT, handover, true));
  }

  @Test
  void itFollowsTheEndOfTheDayWhileItIsHeld() {
    Instant earlier = SCHOOL_IS_OUT.minusSeconds(6000);
    var move = new MoveReturn(earlier, earlier.plusSeconds(1800));
    var moved = new ReturnMoved(kept(earlier, earlier.plusSeconds(1800)));
    custody.given(HANDED_IN).when(move).then(moved);
    custody.given(HANDED_IN, moved).when(move).thenNothing();
    custody
        .given(HANDED_IN, moved)
        .when(new LookAtTime(earlier))
        .then(new ReturnFellDue(moved.kept(), Optional.of("st-tim")));
    custody.given(HANDED_IN, DUE).when(move).thenNothing();
    var handover = new Handover(MORNING, Receiver.PUPIL, "st-tim");
    custody.given(HANDED_IN, new DeviceReturned(KEPT, handover, false)).when(move).thenNothing();
    custody.given().when(move).thenNothing();
  }

  private static Kept kept(Instant due, Instant latest) {
    return new Kept("p-sam", Device.SMARTPHONE, Keeping.LOCKER, Optional.of("12"), due, latest);
  }
}
