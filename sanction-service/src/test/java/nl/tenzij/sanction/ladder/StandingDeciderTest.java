package nl.tenzij.sanction.ladder;

import static nl.tenzij.sanction.incident.Breach.MISUSE;
import static nl.tenzij.sanction.incident.Breach.VIOLATION;

import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.Entry;
import nl.tenzij.sanction.ladder.StandingCommand.ExcuseBreach;
import nl.tenzij.sanction.ladder.StandingCommand.ForgiveBreach;
import nl.tenzij.sanction.ladder.StandingCommand.RecountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.ladder.StandingEvent.BreachCounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachDiscounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundAllowed;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundOutsidePolicy;
import nl.tenzij.sanction.ladder.StandingEvent.BreachRecounted;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.StaffRole;
import org.junit.jupiter.api.Test;

class StandingDeciderTest {

  private static final UUID ONE = new UUID(1, 1);
  private static final UUID TWO = new UUID(2, 2);
  private static final UUID THREE = new UUID(3, 3);
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:20:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T10:05:00Z");
  private static final Instant LAST_JULY = Instant.parse("2026-07-31T21:59:59Z");
  private static final Instant THIS_AUGUST = Instant.parse("2026-07-31T22:00:00Z");

  private static final Optional<Proposal> WARNING =
      Optional.of(new Proposal(Measure.WARNING, Optional.empty(), "5", Optional.empty()));
  private static final Optional<Proposal> BAN =
      Optional.of(
          new Proposal(Measure.DEVICE_BAN, Optional.of(Period.ofMonths(1)), "6", Optional.empty()));
  private static final Optional<Proposal> SUSPENSION =
      Optional.of(
          new Proposal(
              Measure.INTERNAL_SUSPENSION, Optional.empty(), "8", Optional.of(StaffRole.HEAD)));

  private final DeciderSpec<StandingCommand, Standing, StandingEvent> standing =
      DeciderSpec.of(new StandingDecider());

  @Test
  void aFirstViolationGivesAChanceToRepair() {
    standing
        .given()
        .when(weigh(ONE, VIOLATION, MONDAY))
        .then(counted(ONE, VIOLATION, MONDAY, 1, WARNING));
  }

  @Test
  void aSecondViolationIsAMonthWithoutDevice() {
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING))
        .when(weigh(TWO, VIOLATION, TUESDAY))
        .then(counted(TWO, VIOLATION, TUESDAY, 2, BAN));
  }

  @Test
  void violationAndMisuseAreCountedApart() {
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING))
        .when(weigh(TWO, MISUSE, TUESDAY))
        .then(counted(TWO, MISUSE, TUESDAY, 1, SUSPENSION));
  }

  @Test
  void anIncidentIsWeighedOnce() {
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING))
        .when(weigh(ONE, VIOLATION, MONDAY))
        .thenNothing();
  }

  @Test
  void aNewSchoolYearBeginsInAugustInTheSchoolsOwnTime() {
    standing
        .given(counted(ONE, VIOLATION, LAST_JULY, 1, WARNING))
        .when(weigh(TWO, VIOLATION, THIS_AUGUST))
        .then(counted(TWO, VIOLATION, THIS_AUGUST, 1, WARNING));
    standing
        .given(counted(ONE, VIOLATION, THIS_AUGUST, 1, WARNING))
        .when(weigh(TWO, VIOLATION, MONDAY))
        .then(counted(TWO, VIOLATION, MONDAY, 2, BAN));
  }

  @Test
  void whatIsRecordedLateStillGetsAStepOfItsOwn() {
    standing
        .given(counted(ONE, VIOLATION, TUESDAY, 1, WARNING))
        .when(weigh(TWO, VIOLATION, MONDAY))
        .then(counted(TWO, VIOLATION, MONDAY, 2, BAN));
  }

  @Test
  void withoutAPolicyNothingIsCountedAndThatIsSaid() {
    standing
        .given()
        .when(new WeighBreach(ONE, VIOLATION, MONDAY, Optional.empty(), new Entry(1, true)))
        .then(new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1));
    standing
        .given(new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1))
        .when(weigh(TWO, VIOLATION, TUESDAY))
        .then(counted(TWO, VIOLATION, TUESDAY, 1, WARNING));
  }

  @Test
  void aPolicyThatComesToBeKnownLaterIsApplied() {
    standing
        .given(new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1))
        .when(weigh(ONE, VIOLATION, MONDAY))
        .then(counted(ONE, VIOLATION, MONDAY, 1, WARNING));
  }

  @Test
  void whatAPolicyAllowedThatComesToBeKnownLaterIsNotCounted() {
    standing
        .given(new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1))
        .when(new ExcuseBreach(ONE))
        .then(new BreachFoundAllowed(ONE));
    standing
        .given(new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1), new BreachFoundAllowed(ONE))
        .when(weigh(TWO, VIOLATION, TUESDAY))
        .then(counted(TWO, VIOLATION, TUESDAY, 1, WARNING));
    standing
        .given(new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1), new BreachFoundAllowed(ONE))
        .when(weigh(ONE, VIOLATION, MONDAY))
        .thenNothing();
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING))
        .when(new ExcuseBreach(ONE))
        .thenNothing();
  }

  /** It was allowed as it was recorded; what is recorded now may not have been. */
  @Test
  void whatWasFoundAllowedIsWeighedAgainOnceCorrected() {
    StandingEvent[] allowed = {
      new BreachFoundOutsidePolicy(ONE, VIOLATION, MONDAY, 1), new BreachFoundAllowed(ONE)
    };
    standing
        .given(allowed)
        .when(weigh(ONE, VIOLATION, TUESDAY, new Entry(2, false)))
        .then(counted(ONE, VIOLATION, TUESDAY, 1, WARNING, 2));
    standing.given(allowed).when(weigh(ONE, VIOLATION, MONDAY, new Entry(1, true))).thenNothing();
    standing
        .given(allowed)
        .when(new WeighBreach(ONE, VIOLATION, TUESDAY, Optional.empty(), new Entry(2, false)))
        .thenNothing();
  }

  @Test
  void whatIsDiscountedNoLongerPushesUp() {
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING))
        .when(new DiscountBreach(ONE, 2))
        .then(new BreachDiscounted(ONE, 2));
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING), new BreachDiscounted(ONE, 2))
        .when(weigh(TWO, VIOLATION, TUESDAY))
        .then(counted(TWO, VIOLATION, TUESDAY, 1, WARNING));
  }

  @Test
  void whatIsDiscountedStaysSo() {
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING), new BreachDiscounted(ONE, 2))
        .when(new DiscountBreach(ONE, 2))
        .thenNothing();
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING), new BreachDiscounted(ONE, 2))
        .when(weigh(ONE, VIOLATION, MONDAY))
        .thenNothing();
    standing.given().when(new DiscountBreach(THREE, 2)).thenNothing();
  }

  /** Corrected to another and back: what happened counts, once. */
  @Test
  void whoIsNamedAgainIsWeighedAgain() {
    StandingEvent[] corrected = {
      counted(ONE, VIOLATION, MONDAY, 1, WARNING), new BreachDiscounted(ONE, 2)
    };
    standing
        .given(corrected)
        .when(weigh(ONE, VIOLATION, MONDAY, 3))
        .then(counted(ONE, VIOLATION, MONDAY, 1, WARNING, 3));
    standing
        .given(corrected)
        .when(weigh(ONE, VIOLATION, MONDAY, new Entry(3, false)))
        .thenNothing();
    StandingEvent[] back = {
      corrected[0], corrected[1], counted(ONE, VIOLATION, MONDAY, 1, WARNING, 3)
    };
    standing.given(back).when(weigh(ONE, VIOLATION, MONDAY, 3)).thenNothing();
    standing.given(back).when(new DiscountBreach(ONE, 2)).thenNothing();
    standing.given(back).when(new DiscountBreach(ONE, 4)).then(new BreachDiscounted(ONE, 4));
  }

  /** What was decided on them and holds is not proposed beside itself. */
  @Test
  void whoIsNamedAgainIsCountedUnderWhatHolds() {
    StandingEvent[] corrected = {
      counted(ONE, VIOLATION, MONDAY, 1, WARNING), new BreachDiscounted(ONE, 2)
    };
    StandingEvent held = counted(ONE, VIOLATION, MONDAY, 1, WARNING, 3, 1);
    standing.given(corrected).when(again(3, 1)).then(held);
    standing.given(corrected[0], corrected[1], held).when(again(3, 1)).thenNothing();
    standing
        .given(corrected[0], corrected[1], held, new BreachDiscounted(ONE, 4))
        .when(again(5, 1))
        .then(counted(ONE, VIOLATION, MONDAY, 1, WARNING, 5, 1));
    standing
        .given(corrected)
        .when(again(3, 2))
        .then(counted(ONE, VIOLATION, MONDAY, 1, WARNING, 3));
  }

  /** As long as no policy is known there is no count, and nothing of it is lost. */
  @Test
  void whatHoldsIsNotForgottenWhereNoPolicyIsKnown() {
    StandingEvent[] unknown = {
      counted(ONE, VIOLATION, MONDAY, 1, WARNING),
      new BreachDiscounted(ONE, 2),
      new BreachFoundOutsidePolicy(ONE, VIOLATION, LAST_JULY, 3)
    };
    standing
        .given(unknown)
        .when(
            new WeighBreach(
                ONE,
                VIOLATION,
                LAST_JULY,
                Optional.of(Ladders.IN_FORCE),
                new Entry(3, false),
                Optional.of(1)))
        .then(counted(ONE, VIOLATION, LAST_JULY, 1, WARNING, 3, 1));
  }

  @Test
  void aRevocationForgivesAlsoWhatWasCountedAgainUnderIt() {
    StandingEvent[] back = {
      counted(ONE, VIOLATION, MONDAY, 1, WARNING),
      new BreachDiscounted(ONE, 2),
      counted(ONE, VIOLATION, MONDAY, 1, WARNING, 3, 1)
    };
    standing.given(back).when(new ForgiveBreach(ONE, 1)).then(new BreachDiscounted(ONE, 3));
    standing.given(back).when(new ForgiveBreach(ONE, 3)).thenNothing();
  }

  @Test
  void aRevocationForgivesTheCountThatItCameFrom() {
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING))
        .when(new ForgiveBreach(ONE, 1))
        .then(new BreachDiscounted(ONE, 1));
    standing
        .given(
            counted(ONE, VIOLATION, MONDAY, 1, WARNING),
            new BreachDiscounted(ONE, 2),
            counted(ONE, VIOLATION, MONDAY, 1, WARNING, 3))
        .when(new ForgiveBreach(ONE, 1))
        .thenNothing();
    standing
        .given(counted(ONE, VIOLATION, MONDAY, 1, WARNING), new BreachDiscounted(ONE, 1))
        .when(weigh(ONE, VIOLATION, MONDAY, new Entry(2, false)))
        .thenNothing();
  }

  @Test
  void whatRestsOnADiscountedBreachGetsTheStepItHasWithoutIt() {
    StandingEvent[] fallen = {
      counted(ONE, VIOLATION, MONDAY, 1, WARNING),
      counted(TWO, VIOLATION, TUESDAY, 2, BAN),
      new BreachDiscounted(ONE, 1)
    };
    standing
        .given(fallen)
        .when(new RecountBreach(TWO, Ladders.IN_FORCE))
        .then(new BreachRecounted(TWO, 1, WARNING));
    standing
        .given(fallen[0], fallen[1], fallen[2], new BreachRecounted(TWO, 1, WARNING))
        .when(new RecountBreach(TWO, Ladders.IN_FORCE))
        .thenNothing();
    standing.given(fallen).when(new RecountBreach(ONE, Ladders.IN_FORCE)).thenNothing();
    standing
        .given(
            counted(ONE, VIOLATION, LAST_JULY, 1, WARNING),
            counted(TWO, VIOLATION, MONDAY, 1, WARNING),
            counted(THREE, VIOLATION, TUESDAY, 2, BAN),
            new BreachDiscounted(ONE, 1))
        .when(new RecountBreach(THREE, Ladders.IN_FORCE))
        .thenNothing();
  }

  private static WeighBreach weigh(UUID incident, Breach breach, Instant at) {
    return weigh(incident, breach, at, 1);
  }

  private static WeighBreach weigh(UUID incident, Breach breach, Instant at, int entry) {
    return weigh(incident, breach, at, new Entry(entry, true));
  }

  private static WeighBreach weigh(UUID incident, Breach breach, Instant at, Entry entry) {
    return new WeighBreach(incident, breach, at, Optional.of(Ladders.IN_FORCE), entry);
  }

  private static BreachCounted counted(
      UUID incident, Breach breach, Instant at, int step, Optional<Proposal> proposal) {
    return counted(incident, breach, at, step, proposal, 1);
  }

  /** Of the same, named again, where what an earlier entry led to holds. */
  private static WeighBreach again(int entry, int holding) {
    return new WeighBreach(
        ONE,
        VIOLATION,
        MONDAY,
        Optional.of(Ladders.IN_FORCE),
        new Entry(entry, true),
        Optional.of(holding));
  }

  private static BreachCounted counted(
      UUID incident, Breach breach, Instant at, int step, Optional<Proposal> proposal, int entry) {
    return counted(incident, breach, at, step, proposal, entry, entry);
  }

  private static BreachCounted counted(
      UUID incident,
      Breach breach,
      Instant at,
      int step,
      Optional<Proposal> proposal,
      int entry,
      int proposedBy) {
    return new BreachCounted(
        incident, breach, at, step, "policy-1", 3, proposal, entry, proposedBy);
  }
}
