package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.school.SchoolBook;

/**
 * What is known of a pupil around a moment.
 *
 * @param taught whether who asks teaches the pupil, and did at the moment asked about, or is the
 *     pupil's mentor
 * @param left until when the pupil was here; empty where they are
 */
record PupilFacts(
    String pupil,
    boolean taught,
    Optional<Instant> left,
    List<Measured> measures,
    List<Exemption> exemptions,
    List<OpenUse> uses) {

  /**
   * A measure that takes time.
   *
   * @param said when it was confirmed: it does not reach back behind that; empty where that was not
   *     noted
   * @param ended when it was ended before its days were over, or revoked; empty where it was not
   */
  record Measured(
      Measure measure, SanctionPeriod period, Optional<Instant> said, Optional<Instant> ended) {

    private boolean isSaid(Instant at) {
      return said.map(moment -> !at.isBefore(moment)).orElse(true)
          && ended.map(at::isBefore).orElse(true);
    }
  }

  boolean isHere(Instant at) {
    return left.map(at::isBefore).orElse(true);
  }

  Situation situation(Instant at, LocalDateTime here) {
    List<SanctionPeriod> bans =
        measures.stream()
            .filter(one -> one.measure() == Measure.DEVICE_BAN && one.isSaid(at))
            .map(Measured::period)
            .toList();
    return new Situation(
        at, here, bans, exemptions.stream().filter(one -> !one.term().isOver(at)).toList(), uses);
  }

  /**
   * Whether the device may be at school on the day, where it is not to be used under a ban: an
   * exemption lets it in at some moment, or each ban was confirmed when the school day before was
   * over: home need not have heard of it when the pupil left for school.
   */
  boolean mayBeBrought(Device device, SchoolBook book, Instant at) {
    LocalDate day = book.dayOf(at);
    Instant begun = book.begins(at);
    Instant before = book.endedBefore(at);
    return exemptions.stream()
            .anyMatch(one -> one.letsIn(device, begun, day) || one.letsIn(device, at, day))
        || measures.stream()
            .filter(one -> one.measure() == Measure.DEVICE_BAN)
            .filter(one -> one.isSaid(at) && one.period().holds(day))
            .noneMatch(one -> one.isSaid(before));
  }

  Optional<LocalDate> suspendedUntil(Instant at, LocalDate day) {
    return measures.stream()
        .filter(one -> one.measure().isSuspension() && one.isSaid(at) && one.period().holds(day))
        .map(one -> one.period().until())
        .max(Comparator.naturalOrder());
  }
}
