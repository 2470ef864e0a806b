package nl.tenzij.exception.exemption;

import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What is asked for a pupil (S3 §1.2, §2B).
 *
 * @param pupil the roster's id
 * @param motivation the pupil's own words; may come later, but not after submission
 */
public record Request(
    String pupil,
    Personal<Purpose> purpose,
    Scope wished,
    Optional<Personal<String>> motivation,
    Asker asker) {

  public Request {
    Objects.requireNonNull(pupil);
    Objects.requireNonNull(purpose);
    Objects.requireNonNull(wished);
    Objects.requireNonNull(motivation);
    Objects.requireNonNull(asker);
  }

  Request withMotivation(Personal<String> words) {
    return new Request(pupil, purpose, wished, Optional.of(words), asker);
  }
}
