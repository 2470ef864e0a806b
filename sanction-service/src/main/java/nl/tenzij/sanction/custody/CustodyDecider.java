package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.Custody.NotHandedIn;
import nl.tenzij.sanction.custody.Custody.Status;
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

/** What was handed in goes back, the same day. */
public final class CustodyDecider implements Decider<CustodyCommand, Custody, CustodyEvent> {

  static final String ALREADY_HERE = "device-already-handed-in";

  @Override
  public Custody initial() {
    return new NotHandedIn();
  }

  @Override
  public List<CustodyEvent> decide(CustodyCommand command, Custody state) {
    return switch (command) {
      case HandIn handIn -> List.of(handIn(handIn, state));
      case MoveReturn move -> move(move, state);
      case ReturnDevice back -> List.of(giveBack(back, state));
      case TurnUp turnUp -> turnUp(turnUp, state);
      case FindHere found -> findHere(found, state);
      case LookAtTime look -> look(look.now(), state);
    };
  }

  private static CustodyEvent handIn(HandIn handIn, Custody state) {
    if (state instanceof Known) {
      throw new Refused(ALREADY_HERE, "This device was handed in before.");
    }
    if (handIn.kept().due().isAfter(handIn.dayEnds())
        || handIn.kept().latest().isAfter(handIn.dayEnds())) {
      throw new Refused(
          "custody-beyond-the-day", "A device is not kept beyond the school day (LKC 08.035).");
    }
    return new DeviceHandedIn(
        handIn.kept(), handIn.now(), handIn.by(), Optional.of(handIn.outOfHours()));
  }

  /** What is due already is not put off, and what is back is back. */
  private static List<CustodyEvent> move(MoveReturn move, Custody state) {
    return state instanceof Known known
            && known.status() == Status.HELD
            && !move.due().equals(known.kept().due())
        ? List.of(new ReturnMoved(known.kept().until(move.due(), move.latest())))
        : List.of();
  }

  /** Also what was said to have turned up and lies here after all: since an earlier day. */
  private static CustodyEvent giveBack(ReturnDevice back, Custody state) {
    Known known = known(state);
    boolean late = known.status() == Status.OVERDUE || known.status() == Status.TURNED_UP;
    return new DeviceReturned(known.kept(), back.handover(), late);
  }

  private static Known known(Custody state) {
    return switch (state) {
      case NotHandedIn _ ->
          throw new Refused("device-not-handed-in", "There is nothing to give back.");
      case Known known when known.status() == Status.RETURNED ->
          throw new Refused("device-already-returned", "This device was given back before.");
      case Known known -> known;
    };
  }

  /**
   * What was said first stands; who says it once more is not told that it is wrong. Who finds it
   * here later knows better.
   */
  private static List<CustodyEvent> turnUp(TurnUp turnUp, Custody state) {
    Known known = known(state);
    if (!known.handedIn().isBefore(turnUp.before())) {
      throw new Refused(
          "device-not-of-an-earlier-day",
          "Only what was handed in on an earlier day went back unnoticed.");
    }
    turnUp.again().ifPresent(again -> canBeTheSame(known.kept(), again.kept()));
    var turnedUp = new TurnedUp(turnUp.at(), turnUp.by(), turnUp.again().map(Again::custody));
    return known.status() == Status.TURNED_UP || known.isFoundHereSince(turnUp.at())
        ? List.of()
        : List.of(new DeviceTurnedUp(known.kept(), turnedUp));
  }

  /** What nobody said to have gone back counts as being here anyhow. */
  private static List<CustodyEvent> findHere(FindHere found, Custody state) {
    Known known = known(state);
    return known.status() == Status.TURNED_UP
        ? List.of(new DeviceFoundHere(known.kept(), found.at(), found.by(), known.by()))
        : List.of();
  }

  /** What a second one of a kind is entered as may be of any kind. */
  private static void canBeTheSame(Kept earlier, Kept later) {
    if (!earlier.pupil().equals(later.pupil())) {
      throw new Refused("device-of-another-pupil", "These are devices of two pupils.");
    }
    if (earlier.device() != later.device()
        && earlier.device() != Device.OTHER
        && later.device() != Device.OTHER) {
      throw new Refused("device-of-another-kind", "These are devices of two kinds.");
    }
  }

  /** Asked again it says nothing new. Who looks late finds both at once. */
  private static List<CustodyEvent> look(Instant now, Custody state) {
    List<CustodyEvent> news = new ArrayList<>();
    if (state instanceof Known known) {
      boolean held = known.status() == Status.HELD;
      if (held && !now.isBefore(known.kept().due())) {
        news.add(new ReturnFellDue(known.kept(), Optional.of(known.by())));
      }
      if ((held || known.status() == Status.DUE) && !now.isBefore(known.kept().latest())) {
        news.add(new DeviceKeptTooLong(known.kept(), Optional.of(known.by())));
      }
    }
    return news;
  }

  @Override
  public Custody evolve(Custody state, CustodyEvent event) {
    return switch (event) {
      case DeviceHandedIn in ->
          new Known(
              Status.HELD,
              in.kept(),
              in.at(),
              in.by(),
              in.outOfHours().orElse(false),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case ReturnMoved moved -> ((Known) state).keeping(moved.kept());
      case ReturnFellDue _ -> ((Known) state).as(Status.DUE);
      case DeviceKeptTooLong _ -> ((Known) state).as(Status.OVERDUE);
      case DeviceReturned back -> ((Known) state).back(back.handover());
      case DeviceTurnedUp found -> ((Known) state).as(found.turnedUp());
      case DeviceFoundHere found -> ((Known) state).foundHere(found.at());
    };
  }
}
