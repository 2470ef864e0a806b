package nl.tenzij.exception.exemption;

import java.util.List;
import java.util.Objects;
import nl.tenzij.ledger.privacy.Personal;

/** Why it is decided so, as those who asked will read it. */
public record Reasons(Personal<String> reason, List<Judgement.Answer> criteria) {
  public Reasons {
    Objects.requireNonNull(reason);
    criteria = List.copyOf(criteria);
  }
}
