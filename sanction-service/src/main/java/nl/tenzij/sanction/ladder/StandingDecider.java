package nl.tenzij.sanction.ladder;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.sanction.ladder.Standing.Allowed;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.Standing.Discounted;
import nl.tenzij.sanction.ladder.Standing.OutsidePolicy;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.ExcuseBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.ladder.StandingEvent.BreachCounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachDiscounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundAllowed;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundOutsidePolicy;

/**
 * Counts a pupil's breaches. An incident is weighed once, however often it is asked, so that a
 * redelivered event can't push a pupil up the ladder.
 */
public final class StandingDecider implements Decider<StandingCommand, Standing, StandingEvent> {

  @Override
  public Standing initial() {
    return new Standing(List.of());
  }

  @Override
  public List<StandingEvent> decide(StandingCommand command, Standing state) {
    return switch (command) {
      case WeighBreach weigh -> weigh(weigh, state);
      case ExcuseBreach excuse -> excuse(excuse, state);
      case DiscountBreach discount -> discount(discount, state);
    };
  }

  private List<StandingEvent> weigh(WeighBreach weigh, Standing state) {
    boolean open = state.of(weigh.incident()).map(OutsidePolicy.class::isInstance).orElse(true);
    if (!open) {
      return List.of();
    }
    if (weigh.inForce().isPresent()) {
      return List.of(counted(weigh, weigh.inForce().get(), state));
    }
    return state.of(weigh.incident()).isPresent()
        ? List.of()
        : List.of(
            new BreachFoundOutsidePolicy(weigh.incident(), weigh.breach(), weigh.occurredAt()));
  }

  private static BreachCounted counted(WeighBreach weigh, LadderInForce rules, Standing state) {
    int step = 1 + earlier(weigh, rules, state);
    return new BreachCounted(
        weigh.incident(),
        weigh.breach(),
        weigh.occurredAt(),
        step,
        rules.policy(),
        rules.version(),
        rules.ladder().propose(weigh.breach(), step));
  }

  /** Breaches of the same kind in the same window, in whatever order they were recorded. */
  private static int earlier(WeighBreach weigh, LadderInForce rules, Standing state) {
    return (int)
        state.weighed().stream()
            .filter(
                one ->
                    one instanceof Counted counted
                        && counted.breach() == weigh.breach()
                        && rules
                            .ladder()
                            .window()
                            .holdsBoth(counted.occurredAt(), weigh.occurredAt(), rules.zone()))
            .count();
  }

  /** What was counted stays so: that is for people to take back. */
  private static List<StandingEvent> excuse(ExcuseBreach excuse, Standing state) {
    return state.of(excuse.incident()).filter(OutsidePolicy.class::isInstance).isPresent()
        ? List.of(new BreachFoundAllowed(excuse.incident()))
        : List.of();
  }

  private List<StandingEvent> discount(DiscountBreach discount, Standing state) {
    return switch (state.of(discount.incident()).orElse(null)) {
      case Counted _, OutsidePolicy _ -> List.of(new BreachDiscounted(discount.incident()));
      case Discounted _, Allowed _ -> List.of();
      case null -> List.of();
    };
  }

  @Override
  public Standing evolve(Standing state, StandingEvent event) {
    return switch (event) {
      case BreachCounted counted ->
          state.with(
              new Counted(
                  counted.incident(),
                  counted.breach(),
                  counted.occurredAt(),
                  counted.step(),
                  counted.policy(),
                  counted.policyVersion(),
                  counted.proposal()));
      case BreachFoundOutsidePolicy outside ->
          state.with(new OutsidePolicy(outside.incident(), outside.breach(), outside.occurredAt()));
      case BreachFoundAllowed found -> state.with(new Allowed(found.incident()));
      case BreachDiscounted discounted -> state.with(new Discounted(discounted.incident()));
    };
  }
}
