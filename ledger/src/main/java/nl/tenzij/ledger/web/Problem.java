package nl.tenzij.ledger.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.util.List;

/**
 * What went wrong, as RFC 9457 writes it. Holds nothing that the client sent and nothing personal.
 *
 * @param type stable URI of the kind
 * @param code the domain's own code where a rule refused; null otherwise
 * @param reference where to look in the service's log; null otherwise
 * @param errors every part of the input that is wrong, or that a rule refused; empty otherwise
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "reference", "errors"})
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    String code,
    String reference,
    List<InputError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ProblemType type, String detail) {
    return new Problem(
        type.uri(), type.title(), type.status(), detail, null, null, List.<InputError>of());
  }

  /** For a status that has no kind of its own. */
  static Problem of(ProblemType type, int status, String detail) {
    return new Problem(type.uri(), type.title(), status, detail, null, null, List.of());
  }

  Problem withCode(String code) {
    return new Problem(type, title, status, detail, code, reference, errors);
  }

  Problem withReference(String reference) {
    return new Problem(type, title, status, detail, code, reference, errors);
  }

  Problem withErrors(List<InputError> errors) {
    return new Problem(type, title, status, detail, code, reference, errors);
  }
}
