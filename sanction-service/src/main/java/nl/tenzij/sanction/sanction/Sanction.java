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
   * @param measure what holds now: the proposal until a person decides otherwise
   * @param period the days on which it holds, once known
   */
  record Known(
      Status status,
      Case on,
      int step,
      Proposal proposed,
      List<Hearing> hearings,
      Measure measure,
      Optional<SanctionPeriod> period)
      implements Sanction {

    public Known {
      hearings = List.copyOf(hearings);
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
      var next = complete ? Status.HEARD : status;
      return new Known(next, on, step, proposed, all, measure, period);
    }

    Known as(Status next, Measure holding, Optional<SanctionPeriod> days) {
      return new Known(next, on, step, proposed, hearings, holding, days);
    }

    Known as(Status next) {
      return as(next, measure, period);
    }
  }
}
