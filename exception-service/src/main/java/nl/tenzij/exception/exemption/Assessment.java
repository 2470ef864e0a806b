package nl.tenzij.exception.exemption;

import java.util.List;
import java.util.Objects;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What one member of the core team holds of a request: each criterion answered with a reason.
 *
 * @param person the member
 */
public record Assessment(
    String person, Advice advice, Personal<String> reason, List<Judgement.Answer> criteria) {

  public enum Advice {
    GRANT,
    REFUSE
  }

  public Assessment {
    Objects.requireNonNull(person);
    Objects.requireNonNull(advice);
    Objects.requireNonNull(reason);
    criteria = List.copyOf(criteria);
  }
}
