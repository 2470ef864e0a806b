package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.Standing.Discounted;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.Entry;
import nl.tenzij.sanction.ladder.StandingCommand.ExcuseBreach;
import nl.tenzij.sanction.ladder.StandingCommand.RecountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectExemption;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectStep;
import nl.tenzij.sanction.sanction.SanctionCommand.DropAdded;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.WithdrawProposal;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.Schools;

/**
 * Puts a breach on the pupil's ladder and proposes what it says; takes it off again, and puts right
 * what rests on it. All of it may be done again at will: an incident is weighed once per naming,
 * and the sanction's stream follows from incident, pupil and naming; from an earlier one where what
 * that led to holds.
 */
@ApplicationScoped
public class Weighing {

  /**
   * One pupil's part in an incident.
   *
   * @param entry of the incident by which it is so
   * @param exempted whether the pupil held an exemption then; empty where nobody looked
   */
  public record BreachOf(
      StreamId in,
      String pupil,
      Breach breach,
      Instant occurredAt,
      Entry entry,
      Optional<Boolean> exempted) {

    static BreachOf of(
        StreamId incident,
        String pupil,
        Observation observed,
        Entry entry,
        Optional<Boolean> exempted) {
      return new BreachOf(
          incident, pupil, observed.category().breach(), observed.occurredAt(), entry, exempted);
    }

    Board board() {
      return in.board();
    }

    School school() {
      return in.school();
    }

    UUID incident() {
      return in.id();
    }

    private StreamId standing() {
      return Standings.stream(board(), school(), pupil);
    }

    private Case on() {
      return new Case(incident(), pupil);
    }
  }

  private final Schools schools;
  private final Pool pool;
  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;
  private final CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  public Weighing(
      Schools schools,
      Pool pool,
      CommandHandler<StandingCommand, Standing, StandingEvent> standings,
      CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions) {
    this.schools = schools;
    this.pool = pool;
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

  /** Where an objection was upheld it is over: no later entry brings the case back. */
  private Uni<Void> weigh(BreachOf of, Optional<LadderInForce> inForce, Meta meta) {
    return before(of)
        .chain(
            before ->
                before.stream().map(Before::sanction).anyMatch(Known::isObjectionUpheld)
                    ? Uni.createFrom().voidItem()
                    : weigh(of, inForce, holding(before), meta));
  }

  private Uni<Void> weigh(
      BreachOf of, Optional<LadderInForce> inForce, Optional<Integer> holding, Meta meta) {
    var command =
        new WeighBreach(of.incident(), of.breach(), of.occurredAt(), inForce, of.entry(), holding);
    return standings
        .handle(of.standing(), command, meta)
        .chain(outcome -> propose(of, outcome.state(), meta));
  }

  /** What was proposed for the same case by an entry that named the pupil. */
  private record Before(int entry, Known sanction) {}

  /** In the order of the entries; none mostly. */
  private Uni<List<Before>> before(BreachOf of) {
    return standings
        .load(of.standing())
        .onItem()
        .transformToMulti(
            loaded -> Multi.createFrom().iterable(loaded.state().entries(of.incident())))
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                sanctions
                    .load(Sanctions.proposed(of.board(), of.school(), of.on(), entry))
                    .map(
                        loaded ->
                            loaded.state() instanceof Known known
                                ? Optional.of(new Before(entry, known))
                                : Optional.<Before>empty()))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList();
  }

  /** The last entry by which that was proposed which holds. */
  private static Optional<Integer> holding(List<Before> before) {
    return before.stream()
        .filter(each -> each.sanction().holds())
        .map(Before::entry)
        .reduce((_, last) -> last);
  }

  private Uni<Void> propose(BreachOf of, Standing standing, Meta meta) {
    return standing.of(of.incident()).orElse(null) instanceof Counted counted
        ? propose(of, counted, meta)
        : Uni.createFrom().voidItem();
  }

  /** Once for a case: what was decided on it before, and holds, learns that it counts again. */
  private Uni<Void> propose(BreachOf of, Counted counted, Meta meta) {
    return counted
        .proposal()
        .filter(_ -> counted.proposesAnew())
        .map(what -> propose(of, counted, what, meta))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .chain(
            () ->
                counted.again()
                    ? correct(of.standing(), of.on(), counted, "The breach counts again.", meta)
                    : Uni.createFrom().voidItem())
        .chain(() -> exempted(of, counted, meta));
  }

  /** By a correction it can have happened while the pupil held an exemption, or did not. */
  private Uni<Void> exempted(BreachOf of, Counted counted, Meta meta) {
    return of.exempted()
        .filter(_ -> of.entry().version() > 1)
        .map(
            exempted ->
                schools
                    .ofAge(of.board(), of.school(), of.pupil(), pool)
                    .map(ofAge -> new CorrectExemption(exempted, ofAge))
                    .chain(
                        command ->
                            each(proposedOn(of.standing(), of.on(), counted), command, meta)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> propose(BreachOf of, Counted counted, Proposal what, Meta meta) {
    Case on = of.on();
    var command =
        new ProposeSanction(
            on, counted.step(), what, counted.policy(), counted.policyVersion(), of.exempted());
    return sanctions
        .handle(Sanctions.proposed(of.board(), of.school(), on, counted.entry()), command, meta)
        .replaceWithVoid();
  }

  /** By a policy that came to be known later it was no breach. */
  Uni<Void> excuse(BreachOf of, Meta meta) {
    return standings.handle(of.standing(), new ExcuseBreach(of.incident()), meta).replaceWithVoid();
  }

  /**
   * Takes the breach off the ladder of a pupil who turns out to be no offender, and the proposal
   * with it. What a person decided on meanwhile stays for the head to look at, marked as such.
   *
   * @param of its entry is the one that says so
   */
  Uni<Void> takeBack(BreachOf of, Personal<String> reason, String by, Meta meta) {
    return standings
        .handle(of.standing(), new DiscountBreach(of.incident(), of.entry().version()), meta)
        .chain(outcome -> withdraw(of, outcome.state(), new WithdrawProposal(reason, by), meta))
        .chain(() -> settle(of.standing(), of.pupil(), meta));
  }

  /** Unless a later entry has named the pupil again. */
  private Uni<Void> withdraw(BreachOf of, Standing standing, WithdrawProposal command, Meta meta) {
    return standing.of(of.incident()).orElse(null) instanceof Discounted discounted
        ? Multi.createFrom()
            .iterable(proposedOn(of.standing(), of.on(), discounted))
            .onItem()
            .transformToUniAndConcatenate(sanction -> ifProposed(sanction, command, meta))
            .collect()
            .last()
        : Uni.createFrom().voidItem();
  }

  /** What the ladder proposed, and all that the head can have added. */
  private static List<StreamId> proposedOn(StreamId standing, Case on, Weighed weighed) {
    StreamId proposed =
        Sanctions.proposed(standing.board(), standing.school(), on, weighed.proposedBy());
    return Stream.concat(Stream.of(proposed), added(standing, on, weighed)).toList();
  }

  private static Stream<StreamId> added(StreamId standing, Case on, Weighed weighed) {
    return weighed.entries().stream().flatMap(entry -> added(standing, on, entry));
  }

  private static Stream<StreamId> added(StreamId standing, Case on, int entry) {
    return Arrays.stream(Measure.values())
        .map(measure -> Sanctions.added(standing.board(), standing.school(), on, entry, measure));
  }

  private Uni<Void> ifProposed(StreamId sanction, SanctionCommand command, Meta meta) {
    return sanctions
        .load(sanction)
        .chain(
            loaded ->
                loaded.version() == 0
                    ? Uni.createFrom().voidItem()
                    : sanctions.handle(sanction, command, meta).replaceWithVoid());
  }

  /**
   * Gives those that still count the steps that they have without what was taken off, from the
   * lowest on, and corrects what rests on them.
   */
  Uni<Void> settle(StreamId standing, String pupil, Meta meta) {
    return standings
        .load(standing)
        .onItem()
        .transformToMulti(loaded -> Multi.createFrom().iterable(loaded.state().counted()))
        .onItem()
        .transformToUniAndConcatenate(counted -> settle(standing, pupil, counted, meta))
        .collect()
        .last();
  }

  private Uni<Void> settle(StreamId standing, String pupil, Counted counted, Meta meta) {
    return schools
        .rules(standing.board(), standing.school(), counted.occurredAt(), pool)
        .map(rules -> rules.map(RulesInForce::ladder).orElseThrow())
        .chain(
            ladder ->
                standings.handle(standing, new RecountBreach(counted.incident(), ladder), meta))
        .chain(outcome -> correct(standing, pupil, counted, outcome.state(), meta));
  }

  private Uni<Void> correct(
      StreamId standing, String pupil, Counted before, Standing state, Meta meta) {
    var on = new Case(before.incident(), pupil);
    return state.of(before.incident()).orElse(null) instanceof Counted now
        ? correct(standing, on, now, "An earlier breach counts no more.", meta)
        : Uni.createFrom().voidItem();
  }

  /** Of a forgotten pupil nothing rests on it any more, and no reason can be written down. */
  private Uni<Void> correct(StreamId standing, Case on, Counted now, String why, Meta meta) {
    var reason = Personal.of(on.pupil(), why);
    var command = new CorrectStep(now.step(), now.proposal(), reason, meta.actor());
    return each(proposedOn(standing, on, now), command, meta);
  }

  /** What the head added beside what was revoked as never due, where nobody decided on it yet. */
  Uni<Void> dropAdded(StreamId standing, Case on, Weighed weighed, Meta meta) {
    var reason = Personal.of(on.pupil(), "The breach counts no more.");
    return each(added(standing, on, weighed).toList(), new DropAdded(reason, meta.actor()), meta);
  }

  private Uni<Void> each(List<StreamId> proposed, SanctionCommand command, Meta meta) {
    return Multi.createFrom()
        .iterable(proposed)
        .onItem()
        .transformToUniAndConcatenate(sanction -> ifProposed(sanction, command, meta))
        .collect()
        .last()
        .onFailure(SubjectForgotten.class)
        .recoverWithNull();
  }
}
