package nl.tenzij.ledger.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;

/**
 * The kinds of problem this system answers with. Their URIs are stable: a client may switch on
 * them.
 */
public enum ProblemType {
  INVALID(400, "invalid", "The request is not valid"),
  UNAUTHENTICATED(401, "unauthenticated", "A valid access token is needed"),
  FORBIDDEN(403, "forbidden", "The caller's role does not allow this"),
  NOT_FOUND(404, "not-found", "There is nothing here for this caller"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method does not exist here"),
  NOT_ACCEPTABLE(406, "not-acceptable", "The answer can't be given in an accepted form"),
  REFUSED(409, "refused", "A rule forbids this"),
  CONFLICT(409, "conflict", "Another request was first"),
  STALE(412, "stale", "The thing has changed since it was read"),
  TOO_LARGE(413, "too-large", "The request is too large"),
  TARGET_TOO_LONG(414, "target-too-long", "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is not in a supported form"),
  KEY_USED(422, "idempotency-key-used", "The Idempotency-Key belongs to another request"),
  PRECONDITION_REQUIRED(428, "precondition-required", "An If-Match header is needed"),
  TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
  HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large"),
  UNEXPECTED(500, "unexpected", "Something went wrong here"),
  UNAVAILABLE(503, "unavailable", "A part this answer needs is away"),
  NOT_YET(503, "not-yet", "The answer does not show the asked moment yet"),
  OTHER(0, "other", "The request can't be answered");

  private static final String BASE = "https://tenzij.nl/problems/";

  private final int status;
  private final URI uri;
  private final String title;

  ProblemType(int status, String name, String title) {
    this.status = status;
    this.uri = URI.create(BASE + name);
    this.title = title;
  }

  public int status() {
    return status;
  }

  @JsonValue
  public URI uri() {
    return uri;
  }

  public String title() {
    return title;
  }

  /** The kind that belongs to a status of the HTTP layer; {@link #OTHER} where there is none. */
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 400 -> INVALID;
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 412 -> STALE;
      case 413 -> TOO_LARGE;
      case 414 -> TARGET_TOO_LONG;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 428 -> PRECONDITION_REQUIRED;
      case 429 -> TOO_MANY_REQUESTS;
      case 431 -> HEADERS_TOO_LARGE;
      case 500 -> UNEXPECTED;
      case 503 -> UNAVAILABLE;
      default -> OTHER;
    };
  }
}
