package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Receiver;
import nl.tenzij.sanction.custody.Custody.TurnedUp;
import nl.tenzij.sanction.custody.CustodyCommand.Again;
import nl.tenzij.sanction.custody.CustodyCommand.FindHere;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.custody.CustodyCommand.LookAtTime;
import nl.tenzij.sanction.custody.CustodyCommand.MoveReturn;
import nl.tenzij.sanction.custody.CustodyCommand.ReturnDevice;
import nl.tenzij.sanction.custody.CustodyCommand.TurnUp;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceFoundHere;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceHandedIn;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceKeptTooLong;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceReturned;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceTurnedUp;
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
  private static final Instant NEXT_MORNING = MORNING.plusSeconds(86_400);
  private static final UUID AGAIN = new UUID(4, 4);
  private static final DeviceTurnedUp TURNED_UP =
      new DeviceTurnedUp(KEPT, new TurnedUp(NEXT_MORNING, "st-hanna", Optional.of(AGAIN)));

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
  void itTurnsUpAsWhatWasHandedInAgain() {
    custody.given(HANDED_IN, DUE, TOO_LONG).when(again(KEPT)).then(TURNED_UP);
    custody.given(HANDED_IN).when(again(of("p-sam", Device.OTHER))).then(TURNED_UP);
  }

  @Test
  void itTurnsUpWithoutBeingHandedInAgain() {
    custody
        .given(HANDED_IN, DUE, TOO_LONG)
        .when(new TurnUp(NEXT_MORNING, "st-hanna", MIDNIGHT, Optional.empty()))
        .then(new DeviceTurnedUp(KEPT, new TurnedUp(NEXT_MORNING, "st-hanna", Optional.empty())));
  }

  /** What was said first stands, and nothing is told of it any more. */
  @Test
  void itTurnsUpOnce() {
    var later = new TurnUp(NEXT_MORNING.plusSeconds(5), "st-tim", MIDNIGHT, Optional.empty());
    custody.given(HANDED_IN, DUE, TOO_LONG, TURNED_UP).when(later).thenNothing();
    custody.given(HANDED_IN, TURNED_UP).when(new LookAtTime(NEXT_MORNING)).thenNothing();
    custody
        .given(HANDED_IN, TURNED_UP)
        .when(new MoveReturn(MORNING.plusSeconds(60), LATEST))
        .thenNothing();
  }

  @Test
  void whatCannotHaveTurnedUpIsRefused() {
    custody
        .given(HANDED_IN)
        .when(new TurnUp(SCHOOL_IS_OUT, "st-tim", MORNING, Optional.empty()))
        .thenRefused("device-not-of-an-earlier-day");
    custody
        .given(HANDED_IN)
        .when(again(of("p-noa", Device.SMARTPHONE)))
        .thenRefused("device-of-another-pupil");
    custody
        .given(HANDED_IN)
        .when(again(of("p-sam", Device.TABLET)))
        .thenRefused("device-of-another-kind");
    var handover = new Handover(SCHOOL_IS_OUT, Receiver.PUPIL, "st-tim");
    custody
        .given(HANDED_IN, new DeviceReturned(KEPT, handover, false))
        .when(again(KEPT))
        .thenRefused("device-already-returned");
    custody.given().when(again(KEPT)).thenRefused("device-not-handed-in");
  }

  /** Whoever has it in hand knows better. */
  @Test
  void whatLiesHereAfterAllIsGivenBackLate() {
    var handover = new Handover(NEXT_MORNING.plusSeconds(60), Receiver.PUPIL, "st-tim");
    custody
        .given(HANDED_IN, DUE, TOO_LONG, TURNED_UP)
        .when(new ReturnDevice(handover))
        .then(new DeviceReturned(KEPT, handover, true));
  }

  /** What was said by mistake is put right by who sees it lie there. */
  @Test
  void whatWasSaidToHaveGoneBackIsFoundHere() {
    Instant noon = NEXT_MORNING.plusSeconds(3600);
    var find = new FindHere(noon, "st-cora");
    var found = new DeviceFoundHere(KEPT, noon, "st-cora", "st-tim");
    custody.given(HANDED_IN, DUE, TOO_LONG, TURNED_UP).when(find).then(found);
    custody.given(HANDED_IN, DUE, TOO_LONG, TURNED_UP, found).when(find).thenNothing();
    custody.given(HANDED_IN, DUE, TOO_LONG).when(find).thenNothing();
    custody.given().when(find).thenRefused("device-not-handed-in");
    var handover = new Handover(noon.plusSeconds(60), Receiver.PUPIL, "st-tim");
    var returned = new DeviceReturned(KEPT, handover, true);
    custody
        .given(HANDED_IN, DUE, TOO_LONG, TURNED_UP, found)
        .when(new ReturnDevice(handover))
        .then(returned);
    custody
        .given(HANDED_IN, DUE, TOO_LONG, TURNED_UP, found, returned)
        .when(find)
        .thenRefused("device-already-returned");
  }

  /** Said before, and sent again since: who found it knew better. */
  @Test
  void whatIsFoundHereTurnsUpByWhatIsSaidLaterOnly() {
    Instant noon = NEXT_MORNING.plusSeconds(3600);
    var found = new DeviceFoundHere(KEPT, noon, "st-cora", "st-tim");
    var later = new TurnUp(noon.plusSeconds(1), "st-hanna", MIDNIGHT, Optional.empty());
    custody.given(HANDED_IN, DUE, TOO_LONG, TURNED_UP, found).when(again(KEPT)).thenNothing();
    custody
        .given(HANDED_IN, DUE, TOO_LONG, TURNED_UP, found)
        .when(later)
        .then(new DeviceTurnedUp(KEPT, new TurnedUp(later.at(), "st-hanna", Optional.empty())));
  }

  private static TurnUp again(Kept kept) {
    return new TurnUp(NEXT_MORNING, "st-hanna", MIDNIGHT, Optional.of(new Again(AGAIN, kept)));
  }

  private static Kept of(String pupil, Device device) {
    return new Kept(pupil, device, Keeping.OFFICE, Optional.empty(), SCHOOL_IS_OUT, LATEST);
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
