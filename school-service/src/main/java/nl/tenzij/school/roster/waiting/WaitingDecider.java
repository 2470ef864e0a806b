package nl.tenzij.school.roster.waiting;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.school.roster.waiting.WaitingCommand.SaySettled;
import nl.tenzij.school.roster.waiting.WaitingCommand.SayWaiting;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterSettled;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterWaiting;

/** What has been said is not said again: several may look at once. */
public final class WaitingDecider implements Decider<WaitingCommand, Life, WaitingEvent> {

  @Override
  public Life initial() {
    return Life.NONE;
  }

  @Override
  public List<WaitingEvent> decide(WaitingCommand command, Life life) {
    return switch (command) {
      case SayWaiting(var since, var leaving) ->
          life == Life.WAITING ? List.of() : List.of(new RosterWaiting(since, leaving));
      case SaySettled() -> life == Life.WAITING ? List.of(new RosterSettled()) : List.of();
    };
  }

  @Override
  public Life evolve(Life life, WaitingEvent event) {
    return switch (event) {
      case RosterWaiting _ -> Life.WAITING;
      case RosterSettled _ -> Life.SETTLED;
    };
  }
}
