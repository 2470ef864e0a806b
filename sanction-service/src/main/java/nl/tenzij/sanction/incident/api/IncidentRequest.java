package nl.tenzij.sanction.incident.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.InputError;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;

/**
 * What a member of staff saw.
 *
 * @param occurredAt any offset will do; not in the future
 * @param description in free words; stays within the school and is left out of every message
 */
public record IncidentRequest(
    @NotNull Category category,
    @NotNull Device device,
    @NotNull Place place,
    @NotNull Instant occurredAt,
    @NotEmpty @Size(max = 40) List<@NotNull @Valid Part> participants,
    @Size(min = 1, max = 4000) String description) {

  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";

  /**
   * Someone's part: a pupil's or a member of staff's.
   *
   * @param pupil the pupil's pseudonym; or
   * @param staff that of a member of staff
   */
  public record Part(
      @Pattern(regexp = ID) String pupil,
      @Pattern(regexp = ID) String staff,
      @NotNull Participant.Role role) {

    private boolean namesOne() {
      return (pupil == null) != (staff == null);
    }

    private Participant participant() {
      return pupil == null ? Participant.staff(staff, role) : Participant.pupil(pupil, role);
    }
  }

  /** All pupils named, once each. */
  List<String> pupils() {
    return participants.stream()
        .map(Part::pupil)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .toList();
  }

  /**
   * @param unknown those of the pupils whom the school does not have
   * @throws Invalid where a participant is nobody, two people at once, or unknown
   */
  Observation observation(Set<String> unknown) {
    List<InputError> errors = new ArrayList<>();
    add(errors, "", "one-of", "Either a pupil or a member of staff.", part -> !part.namesOne());
    add(
        errors,
        ".pupil",
        "unknown",
        "A pupil of this school.",
        part -> part.pupil() != null && unknown.contains(part.pupil()));
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    List<Participant> all = participants.stream().map(Part::participant).toList();
    return new Observation(
        category,
        device,
        place,
        occurredAt,
        all,
        Optional.ofNullable(description).map(text -> Personal.of(subject(all), text)));
  }

  /**
   * With whom the free words are forgotten: the pupil who is said to have done it, else another
   * pupil; a member of staff only where no pupil is named.
   */
  private static String subject(List<Participant> all) {
    return Stream.concat(
            all.stream().filter(each -> each.role() == Participant.Role.OFFENDER), all.stream())
        .filter(each -> each.kind() == Participant.Kind.PUPIL)
        .findFirst()
        .orElse(all.getFirst())
        .id();
  }

  private void add(
      List<InputError> errors, String field, String code, String detail, Predicate<Part> wrong) {
    for (int i = 0; i < participants.size(); i++) {
      if (wrong.test(participants.get(i))) {
        errors.add(new InputError("participants[" + i + "]" + field, code, detail));
      }
    }
  }
}
