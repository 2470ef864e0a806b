package nl.tenzij.sanction.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.Standing.Discounted;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.Entry;
import nl.tenzij.sanction.ladder.StandingCommand.ForgiveBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.sanction.Actor;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Hearing;
import nl.tenzij.sanction.sanction.RevocationGround;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.Sanction.NotProposed;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectStep;
import nl.tenzij.sanction.sanction.SanctionCommand.HoldHearing;
import nl.tenzij.sanction.sanction.SanctionCommand.ImposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.RevokeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.WithdrawProposal;
import nl.tenzij.sanction.sanction.SanctionDecider;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.sanction.StaffRole;
import nl.tenzij.sanction.sanction.Status;

/**
 * An incident that is corrected to another pupil and back, in time and out of it, with decisions in
 * between, in whatever order: as {@link Weighing} has the two deciders follow it.
 */
class OneSanctionPerCaseTest {

  private static final Case SAM = new Case(new UUID(1, 1), "p-sam");
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:20:00Z");
  private static final Instant LATER = Instant.parse("2026-11-24T08:20:00Z");
  private static final Actor HANNA = new Actor("st-hanna", Set.of(StaffRole.HEAD));
  private static final Personal<String> BECAUSE = Personal.of("p-sam", "Because.");

  /** What can happen to one pupil's part in an incident. */
  sealed interface Step {

    /** Who did it by the next entry of the incident, and when. */
    record Correct(boolean didIt, boolean withPolicy, long minutes) implements Step {}

    record Hear() implements Step {}

    record Impose() implements Step {}

    record Revoke(RevocationGround ground) implements Step {}
  }

  @Property
  void atMostOneHoldsAndItKnowsWhetherItsBreachCounts(
      @ForAll Breach breach, @ForAll("steps") List<Step> steps) {
    var course = new Course(breach);
    for (Step step : steps) {
      course.take(step);
      assertThat(course.holding()).as("after %s of %s", step, steps).hasSizeLessThanOrEqualTo(1);
      course.holding().stream()
          .filter(one -> one.status() != Status.REVOKED)
          .forEach(
              one ->
                  assertThat(countsByItself(one))
                      .as("what holds counts by itself as on the ladder, after %s", step)
                      .isEqualTo(course.counts()));
    }
    Statistics.label("proposed").collect(course.proposed());
  }

  /**
   * What was only proposed is so anew; what somebody decided on is there already, and where an
   * objection was upheld it stays so.
   */
  @Property
  void whoIsOffenderAfterAllIsNotWithoutSanction(
      @ForAll Breach breach, @ForAll("steps") List<Step> steps) {
    var course = new Course(breach);
    steps.forEach(course::take);
    course.take(new Step.Correct(false, true, 0));
    course.take(new Step.Correct(true, true, 0));
    assertThat(course.counts()).isEqualTo(!course.isObjectionUpheld());
    assertThat(course.holding()).hasSize(course.isObjectionUpheld() ? 0 : 1);
  }

  private static boolean countsByItself(Known known) {
    return known.basis().stepNow().orElse(known.step()) > 0;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> corrections =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(true, true, true, false),
                Arbitraries.longs().between(0, 120))
            .as(Step.Correct::new);
    return Arbitraries.frequencyOf(
            Tuple.of(5, corrections),
            Tuple.of(2, Arbitraries.of(new Step.Hear(), new Step.Impose())),
            Tuple.of(1, Arbitraries.of(RevocationGround.class).map(Step.Revoke::new)))
        .list()
        .ofMaxSize(14);
  }

  /** The log of one pupil's part, and who follows it. */
  private static final class Course {

    private final StandingDecider ladder = new StandingDecider();
    private final SanctionDecider decider = new SanctionDecider();
    private final Breach breach;
    private final Map<Integer, Sanction> sanctions = new LinkedHashMap<>();
    private Standing standing = ladder.initial();
    private boolean offender = true;
    private int version = 1;

    private Course(Breach breach) {
      this.breach = breach;
      weigh(new Entry(1, true), true, 0);
    }

    private List<Known> holding() {
      return sanctions.values().stream()
          .filter(Known.class::isInstance)
          .map(Known.class::cast)
          .filter(Known::holds)
          .toList();
    }

    private int proposed() {
      return sanctions.size();
    }

    private boolean counts() {
      return weighed().filter(Counted.class::isInstance).isPresent();
    }

    private Optional<Weighed> weighed() {
      return standing.of(SAM.incident());
    }

    private void take(Step step) {
      switch (step) {
        case Step.Correct correct -> correct(correct);
        case Step.Hear _ ->
            each(
                new HoldHearing(
                    new Hearing(Hearing.Kind.PUPIL, MONDAY, "st-hanna", Optional.empty()),
                    HANNA.roles(),
                    MONDAY,
                    LATER,
                    Sector.VO,
                    true));
        case Step.Impose _ ->
            each(
                new ImposeSanction(
                    HANNA,
                    Optional.empty(),
                    Optional.of(BECAUSE),
                    LocalDate.of(2026, 11, 24),
                    false,
                    Optional.of(LATER)));
        case Step.Revoke revoke -> each(new RevokeSanction(HANNA, revoke.ground(), BECAUSE, LATER));
      }
    }

    private void correct(Step.Correct correct) {
      version++;
      boolean before = offender;
      offender = correct.didIt();
      if (before && !offender) {
        takeBack();
      }
      if (offender) {
        var entry = new Entry(version, !before);
        weigh(entry, correct.withPolicy(), correct.minutes());
        weigh(entry, correct.withPolicy(), correct.minutes());
      }
    }

    private void takeBack() {
      tell(new DiscountBreach(SAM.incident(), version));
      if (weighed().orElse(null) instanceof Discounted discounted) {
        to(discounted.proposedBy(), new WithdrawProposal(BECAUSE, "st-cora"));
      }
    }

    private boolean isObjectionUpheld() {
      return sanctions.values().stream()
          .anyMatch(each -> each instanceof Known known && known.isObjectionUpheld());
    }

    private void weigh(Entry entry, boolean withPolicy, long minutes) {
      if (isObjectionUpheld()) {
        return;
      }
      tell(
          new WeighBreach(
              SAM.incident(),
              breach,
              MONDAY.plusSeconds(60 * minutes),
              withPolicy ? Optional.of(Ladders.IN_FORCE) : Optional.empty(),
              entry,
              standing.entries(SAM.incident()).stream()
                  .filter(each -> sanctions.get(each) instanceof Known known && known.holds())
                  .reduce((_, last) -> last)));
      if (weighed().orElse(null) instanceof Counted counted) {
        if (counted.proposesAnew()) {
          sanctions.putIfAbsent(counted.entry(), new NotProposed());
          to(
              counted.proposedBy(),
              new ProposeSanction(
                  SAM,
                  counted.step(),
                  counted.proposal().orElseThrow(),
                  counted.policy(),
                  counted.policyVersion(),
                  Optional.of(false)));
        }
        if (counted.again()) {
          to(
              counted.proposedBy(),
              new CorrectStep(counted.step(), counted.proposal(), BECAUSE, "system"));
        }
      }
    }

    private void tell(StandingCommand command) {
      for (StandingEvent event : ladder.decide(command, standing)) {
        standing = ladder.evolve(standing, event);
      }
    }

    /** What people do is done to all there are, where that may be. */
    private void each(SanctionCommand command) {
      for (int entry : List.copyOf(sanctions.keySet())) {
        try {
          to(entry, command);
        } catch (Refused notThisOne) {
          assertThat(notThisOne.code()).isNotBlank();
        }
      }
    }

    private void to(int entry, SanctionCommand command) {
      if (sanctions.get(entry) == null) {
        return;
      }
      List<SanctionEvent> events = new ArrayList<>();
      for (SanctionEvent event : decider.decide(command, sanctions.get(entry))) {
        sanctions.merge(entry, sanctions.get(entry), (_, was) -> decider.evolve(was, event));
        events.add(event);
      }
      events.forEach(event -> forgiven(entry, event));
    }

    private void forgiven(int entry, SanctionEvent event) {
      if (event instanceof SanctionEvent.SanctionRevoked revoked
          && !revoked.ground().breachStillCounts()
          && weighed().map(Weighed::proposedBy).filter(by -> by == entry).isPresent()) {
        tell(new ForgiveBreach(SAM.incident(), entry));
      }
    }
  }
}
