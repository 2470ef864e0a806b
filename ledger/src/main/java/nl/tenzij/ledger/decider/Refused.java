package nl.tenzij.ledger.decider;

import java.util.Objects;

/**
 * A rule of the domain forbids a command. The code is stable and machine-readable
 * ("ban-needs-confirmation"); the detail is a sentence for people and holds nothing personal.
 */
public final class Refused extends RuntimeException {

  private final String code;

  public Refused(String code, String detail) {
    super(Objects.requireNonNull(detail), null, false, false);
    this.code = Objects.requireNonNull(code);
  }

  public String code() {
    return code;
  }

  public String detail() {
    return getMessage();
  }
}
