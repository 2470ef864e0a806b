package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.ladder.Standing.Allowed;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.Standing.Discounted;
import nl.tenzij.sanction.ladder.Standing.OutsidePolicy;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.ExcuseBreach;
import nl.tenzij.sanction.ladder.StandingCommand.ForgiveBreach;
import nl.tenzij.sanction.ladder.StandingCommand.RecountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.ladder.StandingEvent.BreachCounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachDiscounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundAllowed;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundOutsidePolicy;
import nl.tenzij.sanction.ladder.StandingEvent.BreachRecounted;

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
      case ForgiveBreach forgive -> forgive(forgive, state);
      case RecountBreach recount -> recount(recount, state);
    };
  }

  /**
   * Once per naming: who was no offender any more, and is one again, is weighed again; but what was
   * decided on them and holds is not proposed a second time. What was found allowed is so as it was
   * recorded then: corrected, it is weighed again too.
   */
  private static List<StandingEvent> weigh(WeighBreach weigh, Standing state) {
    StandingCommand.Entry by = weigh.entry();
    return switch (state.of(weigh.incident()).orElse(null)) {
      case null -> List.of(weighed(weigh, by.names() ? by.version() : 1, state));
      case OutsidePolicy outside ->
          weigh.inForce().isPresent() ? List.of(weighed(weigh, outside.entry(), state)) : List.of();
      case Counted _ -> List.of();
      case Allowed allowed ->
          weigh.inForce().isPresent() && by.version() > allowed.entry()
              ? List.of(weighed(weigh, by.version(), state))
              : List.of();
      case Discounted past ->
          by.names() && by.version() > past.entry()
              ? List.of(weighed(weigh, by.version(), state))
              : List.of();
    };
  }

  private static StandingEvent weighed(WeighBreach weigh, int entry, Standing state) {
    return weigh
        .inForce()
        .<StandingEvent>map(rules -> counted(weigh, rules, entry, state))
        .orElseGet(
            () ->
                new BreachFoundOutsidePolicy(
                    weigh.incident(), weigh.breach(), weigh.occurredAt(), entry));
  }

  private static BreachCounted counted(
      WeighBreach weigh, LadderInForce rules, int entry, Standing state) {
    int step = 1 + (int) together(weigh.breach(), weigh.occurredAt(), rules, state).count();
    return new BreachCounted(
        weigh.incident(),
        weigh.breach(),
        weigh.occurredAt(),
        step,
        rules.policy(),
        rules.version(),
        rules.ladder().propose(weigh.breach(), step),
        entry,
        weigh.holding().filter(state.entries(weigh.incident())::contains).orElse(entry));
  }

  /** Breaches of the same kind in the same window, in whatever order they were recorded. */
  private static Stream<Counted> together(
      Breach breach, Instant occurredAt, LadderInForce rules, Standing state) {
    return state.counted().stream()
        .filter(
            counted ->
                counted.breach() == breach
                    && rules
                        .ladder()
                        .window()
                        .holdsBoth(counted.occurredAt(), occurredAt, rules.zone()));
  }

  /** What was counted stays so: that is for people to take back. */
  private static List<StandingEvent> excuse(ExcuseBreach excuse, Standing state) {
    return state.of(excuse.incident()).filter(OutsidePolicy.class::isInstance).isPresent()
        ? List.of(new BreachFoundAllowed(excuse.incident()))
        : List.of();
  }

  private static List<StandingEvent> discount(DiscountBreach discount, Standing state) {
    return switch (state.of(discount.incident()).orElse(null)) {
      case Counted counted when counted.entry() < discount.entry() ->
          List.of(new BreachDiscounted(discount.incident(), discount.entry()));
      case OutsidePolicy outside when outside.entry() < discount.entry() ->
          List.of(new BreachDiscounted(discount.incident(), discount.entry()));
      case Counted _, OutsidePolicy _, Allowed _, Discounted _ -> List.of();
      case null -> List.of();
    };
  }

  /** A count that came after it is another one. */
  private static List<StandingEvent> forgive(ForgiveBreach forgive, Standing state) {
    return state
        .of(forgive.incident())
        .filter(one -> one instanceof Counted counted && counted.proposedBy() == forgive.entry())
        .<List<StandingEvent>>map(one -> List.of(new BreachDiscounted(one.incident(), one.entry())))
        .orElse(List.of());
  }

  /** Those below it keep their order, and it comes after them. */
  private static List<StandingEvent> recount(RecountBreach recount, Standing state) {
    if (!(state.of(recount.incident()).orElse(null) instanceof Counted counted)) {
      return List.of();
    }
    LadderInForce rules = recount.inForce();
    int step =
        1
            + (int)
                together(counted.breach(), counted.occurredAt(), rules, state)
                    .takeWhile(other -> !other.incident().equals(counted.incident()))
                    .count();
    return step == counted.step()
        ? List.of()
        : List.of(
            new BreachRecounted(
                counted.incident(), step, rules.ladder().propose(counted.breach(), step)));
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
                  counted.proposal(),
                  counted.entry(),
                  counted.proposedBy(),
                  named(state, counted.incident(), counted.entry())));
      case BreachFoundOutsidePolicy outside ->
          state.with(
              new OutsidePolicy(
                  outside.incident(),
                  outside.breach(),
                  outside.occurredAt(),
                  outside.entry(),
                  named(state, outside.incident(), outside.entry())));
      case BreachFoundAllowed found -> {
        Weighed before = before(state, found.incident());
        yield state.with(new Allowed(found.incident(), before.entry(), before.entries()));
      }
      case BreachDiscounted discounted -> {
        Weighed before = before(state, discounted.incident());
        yield state.with(
            new Discounted(
                discounted.incident(), discounted.entry(), before.proposedBy(), before.entries()));
      }
      case BreachRecounted recounted ->
          state.with(
              ((Counted) before(state, recounted.incident()))
                  .at(recounted.step(), recounted.proposal()));
    };
  }

  private static List<Integer> named(Standing state, UUID incident, int entry) {
    return Stream.concat(state.entries(incident).stream(), Stream.of(entry)).distinct().toList();
  }

  private static Weighed before(Standing state, UUID incident) {
    return state.of(incident).orElseThrow();
  }
}
