package nl.tenzij.sanction.school;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tenzij.sanction.sanction.Sector;

/**
 * All that holds for a school as a whole, for every moment.
 *
 * @param sector empty where the school itself is not known yet
 * @param policies those on phones, in the order in which they came in force; of two from one moment
 *     on the one that is given later counts
 * @param contacts whom to ask, by matter
 */
public record SchoolBook(
    Optional<Sector> sector,
    ZoneId zone,
    Optional<Calendar> calendar,
    List<Since> policies,
    Map<Matter, Contact> contacts) {

  /** What people can be asked about at a school's contact desk. */
  public enum Matter {
    POLICY,
    EXEMPTIONS,
    SANCTIONS,
    ROSTER,
    OTHER
  }

  /** A policy from the moment on at which it came in force. */
  public record Since(Instant from, RulesInForce rules) {}

  public SchoolBook {
    policies = policies.stream().sorted(Comparator.comparing(Since::from)).toList();
    contacts = Map.copyOf(contacts);
  }

  public LocalDate dayOf(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /** When the day of a moment is over. */
  public Instant midnightAfter(Instant at) {
    return dayOf(at).plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** The rules that bound the pupils at a moment; empty where no policy was in force. */
  public Optional<RulesInForce> rules(Instant at) {
    return policies.stream()
        .filter(policy -> !policy.from().isAfter(at))
        .reduce((earlier, later) -> later)
        .map(Since::rules);
  }

  /** When the next policy after a moment comes in force, where that is known. */
  public Optional<Instant> nextPolicy(Instant at) {
    return policies.stream().map(Since::from).filter(from -> from.isAfter(at)).findFirst();
  }

  /** The first of the matters for which the school names someone. */
  public Optional<Contact> ask(Matter... matters) {
    return List.of(matters).stream().filter(contacts::containsKey).map(contacts::get).findFirst();
  }
}
