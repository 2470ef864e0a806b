package nl.tenzij.sanction.incident.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.incident.api.IncidentView.During;
import nl.tenzij.sanction.incident.api.IncidentView.Part;
import nl.tenzij.sanction.incident.api.IncidentView.Then;
import nl.tenzij.sanction.verdict.Moment;

/**
 * One entry of an incident: the first, or a correction of the one before it.
 *
 * @param number 1 for the first
 * @param at when it was entered
 * @param reason why the entry before does not hold; absent for the first, and where whom it is
 *     about is forgotten
 * @param observed what was said then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryView(int number, String by, Instant at, String reason, Observed observed) {

  /**
   * What an entry says was seen.
   *
   * @param description absent where none was given, or whom it was about is forgotten
   * @param moment of the school day, where that was known
   * @param lesson where it was in one that was known
   * @param verdicts for those who read all of the school, on pupils who are not forgotten; absent
   *     for others
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Observed(
      Category category,
      Breach breach,
      Device device,
      Place place,
      Instant occurredAt,
      Moment moment,
      During lesson,
      List<Part> participants,
      String description,
      List<Then> verdicts) {

    private static Observed of(Observation seen, List<VerdictThen> verdicts, Reader reader) {
      return new Observed(
          seen.category(),
          seen.category().breach(),
          seen.device(),
          seen.place(),
          seen.occurredAt(),
          seen.moment().orElse(null),
          seen.lesson().map(During::of).orElse(null),
          seen.participants().stream().map(Part::of).toList(),
          seen.description().flatMap(Personal::value).orElse(null),
          reader.whole() ? reader.shown(verdicts) : null);
    }
  }

  /**
   * Who reads.
   *
   * @param whole whether they read all of the school
   * @param untold of whom nothing is told but that they had a part in it
   */
  record Reader(boolean whole, Set<String> untold) {

    private List<Then> shown(List<VerdictThen> verdicts) {
      return verdicts.stream()
          .filter(then -> !untold.contains(then.pupil()))
          .map(Then::of)
          .toList();
    }
  }

  static EntryView of(Recorded<IncidentEvent> recorded, Reader reader) {
    return switch (recorded.event()) {
      case IncidentRecorded first ->
          of(
              recorded,
              first.by(),
              Optional.empty(),
              Observed.of(first.observed(), first.verdicts(), reader));
      case IncidentCorrected later ->
          of(
              recorded,
              later.by(),
              later.reason().value(),
              Observed.of(later.observed(), later.verdicts(), reader));
    };
  }

  private static EntryView of(
      Recorded<IncidentEvent> recorded, String by, Optional<String> reason, Observed observed) {
    return new EntryView(recorded.version(), by, recorded.at(), reason.orElse(null), observed);
  }
}
