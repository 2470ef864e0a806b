package nl.tenzij.sanction.incident;

import java.util.Objects;

/**
 * Someone's part in an incident. Staff can be harmed too (S0).
 *
 * @param id the roster's pseudonym of the person
 */
public record Participant(Kind kind, String id, Role role) {

  public enum Kind {
    PUPIL,
    STAFF
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
    return new Participant(Kind.PUPIL, id, role);
  }

  public static Participant staff(String id, Role role) {
    return new Participant(Kind.STAFF, id, role);
  }
}
