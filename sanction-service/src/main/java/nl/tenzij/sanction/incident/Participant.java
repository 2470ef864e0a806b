package nl.tenzij.sanction.incident;

import java.util.Objects;
import java.util.Optional;

/**
 * Someone's part in an incident. Staff can be harmed too (S0).
 *
 * @param id the roster's pseudonym of the person; empty for whom it does not name
 */
public record Participant(Kind kind, Optional<String> id, Role role) {

  public enum Kind {
    PUPIL,
    STAFF,
    /**
     * Works at the school and is not in its roster: a caretaker, a replacement. Who it is stands in
     * the description, which is sealed; anything else that they could be told by would not be.
     */
    OTHER_STAFF
  }

  public enum Role {
    OFFENDER,
    HARMED,
    WITNESS,
    REPORTER
  }

  public Participant {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(id);
    Objects.requireNonNull(role);
  }

  public static Participant pupil(String id, Role role) {
    return new Participant(Kind.PUPIL, Optional.of(id), role);
  }

  public static Participant staff(String id, Role role) {
    return new Participant(Kind.STAFF, Optional.of(id), role);
  }

  public static Participant otherStaff(Role role) {
    return new Participant(Kind.OTHER_STAFF, Optional.empty(), role);
  }
}
