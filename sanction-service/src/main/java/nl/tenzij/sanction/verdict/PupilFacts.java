package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * What is known of a pupil around a moment.
 *
 * @param taught whether who asks teaches the pupil, or is the pupil's mentor
 */
record PupilFacts(
    String pupil,
    boolean taught,
    List<Measured> measures,
    List<Exemption> exemptions,
    List<OpenUse> uses) {

  /** A measure that takes time. */
  record Measured(Measure measure, SanctionPeriod period) {}

  Situation situation(Instant at, LocalDateTime here) {
    List<SanctionPeriod> bans =
        measures.stream()
            .filter(one -> one.measure() == Measure.DEVICE_BAN)
            .map(Measured::period)
            .toList();
    return new Situation(at, here, bans, exemptions, uses);
  }

  Optional<LocalDate> suspendedUntil(LocalDate day) {
    return measures.stream()
        .filter(one -> one.measure().isSuspension() && one.period().holds(day))
        .map(one -> one.period().until())
        .max(Comparator.naturalOrder());
  }
}
