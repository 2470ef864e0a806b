package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.ExcuseBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.WithdrawProposal;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;

/**
 * Puts a breach on the pupil's ladder and proposes what it says. Both halves may be done again at
 * will: an incident is weighed once, and the sanction's stream follows from incident and pupil.
 */
@ApplicationScoped
public class Weighing {

  /** One pupil's breach at a school. */
  public record BreachOf(
      Board board, School school, String pupil, UUID incident, Breach breach, Instant occurredAt) {

    static BreachOf of(StreamId incident, String pupil, Observation observed) {
      return new BreachOf(
          incident.board(),
          incident.school(),
          pupil,
          incident.id(),
          observed.category().breach(),
          observed.occurredAt());
    }
  }

  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;
  private final CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  public Weighing(
      CommandHandler<StandingCommand, Standing, StandingEvent> standings,
      CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions) {
    this.standings = standings;
    this.sanctions = sanctions;
  }

  /** One after the other, since two can be of one pupil. */
  public Uni<Void> weigh(List<BreachOf> breaches, Optional<LadderInForce> inForce, Meta meta) {
    return Multi.createFrom()
        .iterable(breaches)
        .onItem()
        .transformToUniAndConcatenate(breach -> weigh(breach, inForce, meta))
        .collect()
        .last();
  }

  /**
   * Takes the breach off the ladder of a pupil who turns out to be no offender, and the proposal
   * with it. What a person decided on meanwhile stays for the head to look at.
   */
  Uni<Void> takeBack(BreachOf of, Personal<String> reason, String by, Meta meta) {
    var on = new Case(of.incident(), of.pupil());
    return standings
        .handle(
            Standings.stream(of.board(), of.school(), of.pupil()),
            new DiscountBreach(of.incident()),
            meta)
        .chain(() -> sanctions.load(Sanctions.proposed(of.board(), of.school(), on)))
        .chain(
            sanction ->
                sanction.version() == 0
                    ? Uni.createFrom().voidItem()
                    : sanctions
                        .handle(
                            Sanctions.proposed(of.board(), of.school(), on),
                            new WithdrawProposal(reason, by),
                            meta)
                        .replaceWithVoid());
  }

  /** By a policy that came to be known later it was no breach. */
  Uni<Void> excuse(BreachOf of, Meta meta) {
    return standings
        .handle(
            Standings.stream(of.board(), of.school(), of.pupil()),
            new ExcuseBreach(of.incident()),
            meta)
        .replaceWithVoid();
  }

  private Uni<Void> weigh(BreachOf of, Optional<LadderInForce> inForce, Meta meta) {
    var command = new WeighBreach(of.incident(), of.breach(), of.occurredAt(), inForce);
    return standings
        .handle(Standings.stream(of.board(), of.school(), of.pupil()), command, meta)
        .chain(outcome -> propose(of, outcome.state(), meta));
  }

  private Uni<Void> propose(BreachOf of, Standing standing, Meta meta) {
    return standing
        .of(of.incident())
        .filter(Counted.class::isInstance)
        .map(Counted.class::cast)
        .flatMap(counted -> counted.proposal().map(what -> propose(of, counted, what, meta)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> propose(BreachOf of, Counted counted, Proposal what, Meta meta) {
    var on = new Case(of.incident(), of.pupil());
    var command =
        new ProposeSanction(on, counted.step(), what, counted.policy(), counted.policyVersion());
    return sanctions
        .handle(Sanctions.proposed(of.board(), of.school(), on), command, meta)
        .replaceWithVoid();
  }
}
