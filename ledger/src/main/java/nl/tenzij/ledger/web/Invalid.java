package nl.tenzij.ledger.web;

import java.util.List;

/** The input is wrong; says all that is wrong with it at once. Answered as 400. */
public final class Invalid extends RuntimeException {

  private final transient List<InputError> errors;

  public Invalid(List<InputError> errors) {
    super("invalid input", null, false, false);
    this.errors = List.copyOf(errors);
  }

  public Invalid(String field, String code, String detail) {
    this(List.of(new InputError(field, code, detail)));
  }

  public List<InputError> errors() {
    return errors;
  }
}
