package nl.tenzij.sanction.incident.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.InputError;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Lesson;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.verdict.Moment;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a member of staff saw.
 *
 * @param occurredAt any offset will do; not in the future (409 {@code incident-in-the-future}), nor
 *     before the present school year, or for care coordinator and head longer ago than incidents
 *     are entered, two years mostly (400 {@code too-long-ago})
 * @param moment of the school day; absent: as the school's calendar has it, against which neither a
 *     lesson nor a break can be named. For what was seen out of hours, at a school activity, it is
 *     named: a violation without it is refused
 * @param group the class, where it happened in a lesson; absent: the one class in which who records
 *     it has all offenders, of several the only one with a subject
 * @param subject of the lesson, by the roster's id: one of the class; absent: the one that the
 *     class has
 * @param description in free words; stays within the school and is left out of every message;
 *     needed where somebody takes part whom the roster does not name
 */
public record IncidentRequest(
    @NotNull Category category,
    @NotNull Device device,
    @NotNull Place place,
    @NotNull Instant occurredAt,
    Moment moment,
    @JsonProperty("class") @Pattern(regexp = ID) String group,
    @Pattern(regexp = ID) String subject,
    @NotEmpty @Size(max = 40) List<@NotNull @Valid Part> participants,
    @Size(min = 1, max = 4000) String description) {

  static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";

  /** What somebody is whom the school's roster does not name. Who it is, the description says. */
  public enum Unlisted {
    /** Works at the school: a caretaker, a replacement. */
    OTHER_STAFF
  }

  /**
   * Someone's part: a pupil's, a member of staff's, or that of somebody whom the roster does not
   * name.
   *
   * @param pupil the pupil's pseudonym; or
   * @param staff that of a member of staff; or
   * @param kind what somebody is who has none
   */
  @Schema(name = "IncidentParticipant")
  public record Part(
      @Pattern(regexp = ID) String pupil,
      @Pattern(regexp = ID) String staff,
      Unlisted kind,
      @NotNull Participant.Role role) {

    private boolean namesOne() {
      return Stream.of(pupil, staff, kind).filter(Objects::nonNull).count() == 1;
    }

    private Participant participant() {
      if (kind != null) {
        return switch (kind) {
          case OTHER_STAFF -> Participant.otherStaff(role);
        };
      }
      return pupil == null ? Participant.staff(staff, role) : Participant.pupil(pupil, role);
    }
  }

  /** Those who are said to have done it, once each; staff can't have. */
  List<String> offenders() {
    return participants.stream()
        .filter(part -> part.role() == Participant.Role.OFFENDER)
        .map(Part::pupil)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** All members of staff named. */
  Set<String> staff() {
    return participants.stream()
        .map(Part::staff)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** All pupils named, once each. */
  List<String> pupils() {
    return participants.stream().map(Part::pupil).filter(Objects::nonNull).distinct().toList();
  }

  /**
   * @param unknown those whom the school did not have then
   * @param seen when, as far as that is known, and by whom
   * @param wrong what else is wrong
   * @param within where in the body this request stands: "" or "observed."
   * @throws Invalid where a participant is nobody, two people at once, or unknown; or with what
   *     else is wrong
   */
  Observation observation(Unknown unknown, Seen seen, List<InputError> wrong, String within) {
    List<InputError> errors = new ArrayList<>(wrong);
    String part = within + "participants[%d]";
    add(errors, part, "one-of", "One of pupil, staff and kind.", one -> !one.namesOne());
    add(
        errors,
        part + ".pupil",
        "unknown",
        "A pupil of this school.",
        one -> one.pupil() != null && unknown.pupils().contains(one.pupil()));
    add(
        errors,
        part + ".staff",
        "unknown",
        "A member of the school's staff, by the roster's id. Whom the roster does not name is given"
            + " by kind, and described.",
        one -> one.staff() != null && unknown.staff().contains(one.staff()));
    if (description == null && participants.stream().anyMatch(one -> one.kind() != null)) {
      errors.add(
          new InputError(
              within + "description", "needed", "Says who it is that the roster does not name."));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    List<Participant> all = participants.stream().map(Part::participant).toList();
    return new Observation(
        category,
        device,
        place,
        occurredAt,
        seen.moment(),
        seen.lesson(),
        all,
        Optional.ofNullable(description).map(text -> Personal.of(subject(all, seen.by()), text)));
  }

  /**
   * @param pupils who may not be named as offender beside others
   */
  List<InputError> apart(Set<String> pupils, String within) {
    List<InputError> errors = new ArrayList<>();
    add(
        errors,
        within + "participants[%d].pupil",
        "one-at-a-time",
        "Of pupils whom you don't teach a violation is recorded one at a time.",
        one ->
            one.role() == Participant.Role.OFFENDER
                && one.pupil() != null
                && pupils.contains(one.pupil()));
    return errors;
  }

  /** Those who are named and whom the school did not have then: pupils and staff. */
  record Unknown(Set<String> pupils, Set<String> staff) {}

  /**
   * At which moment of the school day, in which lesson, by whom.
   *
   * @param by who recorded it first
   */
  record Seen(Optional<Moment> moment, Optional<Lesson> lesson, String by) {}

  /**
   * With whom free words about it are forgotten: the pupil who is said to have done it, else
   * another pupil; a member of staff only where no pupil is named, and who recorded it where nobody
   * is.
   */
  static String subject(List<Participant> all, String recordedBy) {
    return Stream.concat(
            all.stream().filter(each -> each.role() == Participant.Role.OFFENDER), all.stream())
        .filter(each -> each.kind() == Participant.Kind.PUPIL)
        .findFirst()
        .or(() -> all.stream().filter(each -> each.id().isPresent()).findFirst())
        .flatMap(Participant::id)
        .orElse(recordedBy);
  }

  private void add(
      List<InputError> errors, String field, String code, String detail, Predicate<Part> wrong) {
    for (int i = 0; i < participants.size(); i++) {
      if (wrong.test(participants.get(i))) {
        errors.add(new InputError(field.formatted(i), code, detail));
      }
    }
  }
}
