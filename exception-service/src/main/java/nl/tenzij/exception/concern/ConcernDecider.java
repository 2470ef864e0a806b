package nl.tenzij.exception.concern;

import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.concern.Concern.Closing;
import nl.tenzij.exception.concern.Concern.Reported;
import nl.tenzij.exception.concern.Concern.Unreported;
import nl.tenzij.exception.concern.ConcernCommand.CloseConcern;
import nl.tenzij.exception.concern.ConcernCommand.ReportConcern;
import nl.tenzij.exception.concern.ConcernCommand.TakeUpConcern;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
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

  private static List<ConcernEvent> takeUp(TakeUpConcern command, Reported concern) {
    return concern.takenUpBy().equals(Optional.of(command.by()))
        ? List.of()
        : List.of(new ConcernTakenUp(command.by()));
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
      case ConcernReported reported ->
          new Reported(reported.report(), Optional.empty(), Optional.empty());
      case ConcernTakenUp taken ->
          new Reported(((Reported) state).report(), Optional.of(taken.by()), Optional.empty());
      case ConcernClosed closed -> {
        var concern = (Reported) state;
        yield new Reported(
            concern.report(),
            concern.takenUpBy(),
            Optional.of(new Closing(closed.outcome(), closed.note(), closed.by())));
      }
    };
  }
}
