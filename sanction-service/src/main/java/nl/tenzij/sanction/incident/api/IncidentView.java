package nl.tenzij.sanction.incident.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.Lesson;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.verdict.Ground;
import nl.tenzij.sanction.verdict.Moment;

/**
 * An incident as its last entry has it.
 *
 * @param description absent where none was given, or whom it was about is forgotten
 * @param moment of the school day, where that is known
 * @param lesson where it was in one that is known
 * @param verdicts for those who read all of the school, on pupils who are not forgotten; absent for
 *     others
 * @param corrections how many later entries corrected the first
 * @param followUps one per offender who is not forgotten, and no child of the reader; absent in the
 *     answer to a POST, since they come after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentView(
    UUID id,
    Category category,
    Breach breach,
    Device device,
    Place place,
    Instant occurredAt,
    Moment moment,
    During lesson,
    List<Part> participants,
    String description,
    String reportedBy,
    int corrections,
    List<Then> verdicts,
    List<FollowUp> followUps) {

  /**
   * In which lesson, as far as it is known.
   *
   * @param hour of the school day, as the school calls it
   * @param group the class
   * @param subject by the roster's id, by which the verdicts were taken; absent where nobody named
   *     it and classes do not tell it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record During(String hour, @JsonProperty("class") String group, String subject) {

    static During of(Lesson lesson) {
      return new During(
          lesson.hour().orElse(null), lesson.group().orElse(null), lesson.subject().orElse(null));
    }
  }

  /**
   * The verdict on an offender at that moment, taken before it was recorded.
   *
   * @param policy that was in force; absent where none was known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Then(String pupil, Ground ground, String policy, Integer policyVersion) {

    static Then of(VerdictThen then) {
      return new Then(
          then.pupil(),
          then.ground(),
          then.policy().orElse(null),
          then.policyVersion().orElse(null));
    }
  }

  /** One of pupil, staff and kind is there. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(
      String pupil, String staff, IncidentRequest.Unlisted kind, Participant.Role role) {

    static Part of(Participant participant) {
      String id = participant.id().orElse(null);
      return switch (participant.kind()) {
        case PUPIL -> new Part(id, null, null, participant.role());
        case STAFF -> new Part(null, id, null, participant.role());
        case OTHER_STAFF ->
            new Part(null, null, IncidentRequest.Unlisted.OTHER_STAFF, participant.role());
      };
    }
  }

  /**
   * @param whole for a reader of all of the school
   * @param untold of whom nothing is told but that they had a part in it
   */
  static IncidentView of(
      UUID id, OnRecord incident, boolean whole, Set<String> untold, List<FollowUp> followUps) {
    Observation observed = incident.observed();
    return new IncidentView(
        id,
        observed.category(),
        observed.category().breach(),
        observed.device(),
        observed.place(),
        observed.occurredAt(),
        observed.moment().orElse(null),
        observed.lesson().map(During::of).orElse(null),
        observed.participants().stream().map(Part::of).toList(),
        observed.description().flatMap(text -> text.value()).orElse(null),
        incident.reportedBy(),
        incident.corrections(),
        whole ? verdicts(incident, untold) : null,
        followUps);
  }

  private static List<Then> verdicts(OnRecord incident, Set<String> untold) {
    return incident.verdicts().stream()
        .filter(then -> !untold.contains(then.pupil()))
        .map(Then::of)
        .toList();
  }
}
