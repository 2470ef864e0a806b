package nl.tenzij.sanction.sanction;

import java.util.Objects;
import java.util.UUID;

/** What a sanction is about: one pupil's part in one incident. */
public record Case(UUID incident, String pupil) {
  public Case {
    Objects.requireNonNull(incident);
    Objects.requireNonNull(pupil);
  }
}
