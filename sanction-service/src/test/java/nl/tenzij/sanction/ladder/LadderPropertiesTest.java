package nl.tenzij.sanction.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.ladder.Ladder.Rung;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.Entry;
import nl.tenzij.sanction.ladder.StandingCommand.RecountBreach;
import nl.tenzij.sanction.ladder.StandingCommand.WeighBreach;
import nl.tenzij.sanction.sanction.Measure;

/** What holds of a pupil's standing whatever happens, in whatever order it is recorded. */
class LadderPropertiesTest {

  private final StandingDecider decider = new StandingDecider();

  record Happened(UUID incident, Breach breach, Instant at) {
    WeighBreach weigh(Ladder ladder) {
      return new WeighBreach(
          incident, breach, at, Optional.of(inForce(ladder)), new Entry(1, true));
    }
  }

  @Property
  void stepsOfOneKindInOneSchoolYearAreOneTwoThree(@ForAll("happenings") List<Happened> all) {
    Standing standing = weighAll(all, Ladders.OF_S2);
    Map<String, List<Integer>> steps = new HashMap<>();
    for (Happened each : all) {
      steps
          .computeIfAbsent(each.breach() + " " + schoolYear(each.at()), key -> new ArrayList<>())
          .add(counted(standing, each).step());
    }
    steps
        .values()
        .forEach(
            found -> {
              for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isEqualTo(i + 1);
              }
            });
  }

  @Property
  void redeliveryInAnyOrderChangesNothing(
      @ForAll("happenings") List<Happened> all, @ForAll Random random) {
    Standing once = weighAll(all, Ladders.OF_S2);
    Standing again = once;
    for (int i = 0; i < all.size(); i++) {
      again = take(again, all.get(random.nextInt(all.size())).weigh(Ladders.OF_S2));
    }
    assertThat(again).isEqualTo(once);
  }

  @Property
  void aDiscountedBreachIsAsIfItHadNotCounted(
      @ForAll("happenings") List<Happened> all, @ForAll("happened") Happened next) {
    Standing standing = weighAll(all, Ladders.OF_S2);
    for (Happened each : all) {
      standing = take(standing, new DiscountBreach(each.incident(), 2));
    }
    standing = take(standing, next.weigh(Ladders.OF_S2));
    assertThat(counted(standing, next).step()).isOne();
  }

  /** Whatever is taken off, what is left stands as if it alone had ever been recorded. */
  @Property
  void whatIsLeftHasTheStepsItWouldHaveAlone(
      @ForAll("happenings") List<Happened> all, @ForAll Random random) {
    Standing standing = weighAll(all, Ladders.OF_S2);
    List<Happened> left = new ArrayList<>();
    for (Happened each : all) {
      if (random.nextBoolean()) {
        left.add(each);
      } else {
        standing = take(standing, new DiscountBreach(each.incident(), 2));
      }
    }
    for (Counted each : standing.counted()) {
      standing = take(standing, new RecountBreach(each.incident(), inForce(Ladders.OF_S2)));
    }
    Standing alone = weighAll(left, Ladders.OF_S2);
    for (Happened each : left) {
      assertThat(counted(standing, each)).isEqualTo(counted(alone, each));
    }
  }

  @Property
  void aLadderWithoutGapsAlwaysProposes(
      @ForAll("ladders") Ladder ladder, @ForAll @IntRange(min = 1, max = 50) int step) {
    assertThat(ladder.propose(Breach.VIOLATION, step)).isPresent();
    assertThat(ladder.propose(Breach.MISUSE, step)).isEmpty();
  }

  @Property
  void aLadderWithRisingMeasuresNeverGoesDown(
      @ForAll("ladders") Ladder ladder, @ForAll @IntRange(min = 1, max = 50) int step) {
    Measure here = ladder.propose(Breach.VIOLATION, step).orElseThrow().measure();
    Measure next = ladder.propose(Breach.VIOLATION, step + 1).orElseThrow().measure();
    assertThat(next.lighterThan(here)).isFalse();
  }

  @Provide
  Arbitrary<Happened> happened() {
    Arbitrary<Instant> moments =
        Arbitraries.longs()
            .between(0, ChronoUnit.SECONDS.between(BEGIN, END))
            .map(BEGIN::plusSeconds);
    return Combinators.combine(
            Arbitraries.randomValue(random -> new UUID(random.nextLong(), random.nextLong())),
            Arbitraries.of(Breach.class),
            moments)
        .as(Happened::new);
  }

  @Provide
  Arbitrary<List<Happened>> happenings() {
    return happened().list().ofMinSize(1).ofMaxSize(30).uniqueElements(Happened::incident);
  }

  /** Rungs that join up, the last without an end, measures from mild to severe. */
  @Provide
  Arbitrary<Ladder> ladders() {
    Arbitrary<List<Integer>> widths = Arbitraries.integers().between(1, 4).list().ofMaxSize(4);
    return widths.map(LadderPropertiesTest::rising);
  }

  private static Ladder rising(List<Integer> widths) {
    List<Rung> rungs = new ArrayList<>();
    int from = 1;
    for (int i = 0; i < widths.size(); i++) {
      int to = from + widths.get(i) - 1;
      rungs.add(rung(from, Optional.of(to), Measure.values()[i]));
      from = to + 1;
    }
    rungs.add(rung(from, Optional.empty(), Measure.SUSPENSION));
    return new Ladder(Window.SCHOOL_YEAR, rungs);
  }

  private static LadderInForce inForce(Ladder ladder) {
    return new LadderInForce("policy-1", 1, Ladders.AMSTERDAM, ladder);
  }

  private static Rung rung(int from, Optional<Integer> to, Measure measure) {
    return new Rung(
        Breach.VIOLATION, from, to, measure, Optional.of(Period.ofDays(1)), "4", Optional.empty());
  }

  private static final Instant BEGIN = Instant.parse("2024-08-01T00:00:00Z");
  private static final Instant END = Instant.parse("2028-07-31T00:00:00Z");

  /** Another way to say it than the code under test has: count back from the first of August. */
  private static int schoolYear(Instant at) {
    LocalDateTime here = LocalDateTime.ofInstant(at, Ladders.AMSTERDAM);
    LocalDate firstOfAugust = LocalDate.of(here.getYear(), 8, 1);
    return here.isBefore(firstOfAugust.atStartOfDay()) ? here.getYear() - 1 : here.getYear();
  }

  private Standing weighAll(List<Happened> all, Ladder ladder) {
    Standing standing = decider.initial();
    for (Happened each : all) {
      standing = take(standing, each.weigh(ladder));
    }
    return standing;
  }

  private Standing take(Standing standing, StandingCommand command) {
    Standing next = standing;
    for (StandingEvent event : decider.decide(command, standing)) {
      next = decider.evolve(next, event);
    }
    return next;
  }

  private static Counted counted(Standing standing, Happened happened) {
    return (Counted) standing.of(happened.incident()).orElseThrow();
  }
}
