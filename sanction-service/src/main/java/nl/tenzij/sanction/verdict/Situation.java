package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * What holds for one pupil around a moment.
 *
 * @param here the moment on the school's clock
 * @param bans on bringing a device
 */
public record Situation(
    Instant at,
    LocalDateTime here,
    List<SanctionPeriod> bans,
    List<Exemption> exemptions,
    List<OpenUse> uses) {

  public Situation {
    bans = List.copyOf(bans);
    exemptions = List.copyOf(exemptions);
    uses = List.copyOf(uses);
  }

  /** The longest where there are several. */
  Optional<SanctionPeriod> ban() {
    return bans.stream()
        .filter(ban -> ban.holds(here.toLocalDate()))
        .max(Comparator.comparing(SanctionPeriod::until));
  }

  Optional<Exemption> exemption(Question question) {
    return exemptions.stream().filter(one -> one.covers(question, at, here)).findFirst();
  }

  /** Whether one is held, suspended or not, whatever it covers. */
  boolean isExempted() {
    return exemptions.stream().anyMatch(one -> one.term().holds(at, here.toLocalDate()));
  }

  /** Whether an exemption in force may cover this once the bell has gone. */
  boolean mayBeExemptedAtTheBell(Question question) {
    return exemptions.stream().anyMatch(one -> one.concerns(question, at, here));
  }

  /**
   * When on this day the times begin or end next of an exemption in force that covers this. Of any
   * other it would only tell that there is one.
   */
  Optional<LocalTime> nextEdge(Question question) {
    return edges(question)
        .filter(edge -> edge.isAfter(here.toLocalTime()))
        .min(LocalTime::compareTo);
  }

  /** Whether there is any such time, so that it matters how late the clock says that it is. */
  boolean goesByTheClock(Question question) {
    return edges(question).findAny().isPresent();
  }

  private Stream<LocalTime> edges(Question question) {
    return exemptions.stream()
        .filter(exemption -> exemption.coversAtItsTimes(question, at, here))
        .flatMap(exemption -> exemption.windows().stream())
        .flatMap(window -> Stream.of(window.from(), window.until()));
  }

  /** The one that lasts longest where there are several. */
  Optional<OpenUse> use(Question question) {
    return uses.stream()
        .filter(use -> use.covers(question, at))
        .max(Comparator.comparing(OpenUse::until));
  }
}
