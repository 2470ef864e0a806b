package nl.tenzij.sanction.sanction;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What follows from a breach for one pupil. */
public sealed interface Sanction {

  record NotProposed() implements Sanction {}

  /**
   * @param on the pupil and incident it is about
   * @param step the pupil's place on the ladder
   * @param proposed what the ladder proposed
   */
  record Known(
      Status status, Case on, int step, Proposal proposed, List<Hearing> hearings, Holding holding)
      implements Sanction {

    public Known {
      hearings = List.copyOf(hearings);
    }

    /** What holds now: the proposal until a person decides otherwise. */
    public Measure measure() {
      return holding.measure();
    }

    /** The days on which it holds, once known. */
    public Optional<SanctionPeriod> period() {
      return holding.period();
    }

    /** Who must still be heard before this measure can be imposed. */
    public Set<Hearing.Kind> unheard(Measure toImpose) {
      var heard = hearings.stream().map(Hearing::kind).collect(Collectors.toSet());
      return toImpose.hearings().stream()
          .filter(kind -> !heard.contains(kind))
          .collect(Collectors.toUnmodifiableSet());
    }

    boolean completeWith(Hearing hearing) {
      return heard(hearing, false).unheard(proposed.measure()).isEmpty();
    }

    Known heard(Hearing hearing, boolean complete) {
      var all = Stream.concat(hearings.stream(), Stream.of(hearing)).toList();
      return new Known(complete ? Status.HEARD : status, on, step, proposed, all, holding);
    }

    Known as(Status next, Holding holds) {
      return new Known(next, on, step, proposed, hearings, holds);
    }

    Known as(Status next) {
      return as(next, holding);
    }
  }

  /**
   * A measure, and when.
   *
   * @param reportToInspectorate whether the law has the school report it without delay; once so, it
   *     stays so
   */
  record Holding(Measure measure, Optional<SanctionPeriod> period, boolean reportToInspectorate) {

    static Holding of(Measure measure, Optional<SanctionPeriod> period) {
      return new Holding(measure, period, false);
    }

    Holding amended(Measure lighter, Optional<SanctionPeriod> days) {
      return new Holding(lighter, days, reportToInspectorate);
    }
  }
}
