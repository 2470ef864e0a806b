package nl.tenzij.exception.concern;

import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.concern.Concern.Closing;
import nl.tenzij.exception.concern.Concern.Reported;
import nl.tenzij.exception.concern.Concern.Unreported;
import nl.tenzij.exception.concern.ConcernCommand.CloseConcern;
import nl.tenzij.exception.concern.ConcernCommand.RemindOfUptake;
import nl.tenzij.exception.concern.ConcernCommand.ReportConcern;
import nl.tenzij.exception.concern.ConcernCommand.TakeUpConcern;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;
import nl.tenzij.exception.concern.ConcernEvent.UptakeSettled;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/** From a report to what the care team made of it (S3 §5B). */
public final class ConcernDecider implements Decider<ConcernCommand, Concern, ConcernEvent> {

  @Override
  public Concern initial() {
    return new Unreported();
  }

  @Override
  public List<ConcernEvent> decide(ConcernCommand command, Concern state) {
    return switch (command) {
      case ReportConcern reported -> report(reported, state);
      case RemindOfUptake remind -> remind(remind, state);
      case TakeUpConcern taken -> takeUp(taken, open(state));
      case CloseConcern closed -> close(closed, open(state));
    };
  }

  private static List<ConcernEvent> report(ReportConcern command, Concern state) {
    if (state instanceof Reported) {
      throw new Refused("concern-already-reported", "This concern was reported before.");
    }
    return List.of(new ConcernReported(command.report()));
  }

  /** The calendar asks each day: of what was taken up, or was said before, nothing is said. */
  private static List<ConcernEvent> remind(RemindOfUptake command, Concern state) {
    return state instanceof Reported concern
            && concern.status() == ConcernStatus.REPORTED
            && !concern.isOfTheForgotten()
            && concern.reminded() < command.times()
        ? List.of(new UptakeReminded(concern.report().pupil(), command.since(), command.times()))
        : List.of();
  }

  private static List<ConcernEvent> takeUp(TakeUpConcern command, Reported concern) {
    if (concern.takenUpBy().equals(Optional.of(command.by()))) {
      return List.of();
    }
    ConcernTakenUp taken = new ConcernTakenUp(command.by());
    return concern.takenUpBy().isEmpty() && concern.reminded() > 0
        ? List.of(taken, new UptakeSettled(concern.report().pupil()))
        : List.of(taken);
  }

  private static List<ConcernEvent> close(CloseConcern command, Reported concern) {
    if (concern.takenUpBy().isEmpty()) {
      throw new Refused("concern-not-taken-up", "Somebody takes a concern up before closing it.");
    }
    return List.of(new ConcernClosed(command.outcome(), command.note(), command.by()));
  }

  private static Reported open(Concern state) {
    return switch (state) {
      case Unreported _ -> throw new Refused("concern-not-reported", "Nothing was reported.");
      case Reported concern when concern.closing().isPresent() ->
          throw new Refused("concern-is-closed", "The concern is closed.");
      case Reported concern -> concern;
    };
  }

  @Override
  public Concern evolve(Concern state, ConcernEvent event) {
    return switch (event) {
      case ConcernReported reported -> Reported.of(reported.report());
      case UptakeReminded reminded -> ((Reported) state).reminded(reminded.times());
      case UptakeSettled _ -> state;
      case ConcernTakenUp taken -> ((Reported) state).takenUp(taken.by());
      case ConcernClosed closed ->
          ((Reported) state).closed(new Closing(closed.outcome(), closed.note(), closed.by()));
    };
  }
}
