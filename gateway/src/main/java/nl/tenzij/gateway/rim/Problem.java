package nl.tenzij.gateway.rim;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What the gateway itself answers when a request goes no further (RFC 9457). Types are those of the
 * services where they mean the same.
 *
 * @param type stable URI of the kind
 * @param retryAfter whole seconds to wait, where waiting helps
 */
public record Problem(
    int status, URI type, String title, String detail, Optional<Long> retryAfter) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /** How long a body that nobody wants is read and thrown away, so that the answer is seen. */
  private static final long LINGER_MILLIS = 2_000;

  /** Of a Content-Length: less than 100 kB. */
  private static final int SMALL_DIGITS = 5;

  private static final String TYPES = "https://tenzij.nl/problems/";

  private static Problem of(int status, String type, String title, String detail) {
    return new Problem(status, URI.create(TYPES + type), title, detail, Optional.empty());
  }

  private Problem retryAfter(long seconds) {
    return new Problem(status, type, title, detail, Optional.of(Math.max(1, seconds)));
  }

  public static Problem invalid(String detail) {
    return of(400, "invalid", "The request is not valid", detail);
  }

  public static Problem unauthenticated() {
    return of(
        401,
        "unauthenticated",
        "A valid access token is needed",
        "Send an access token as a bearer token: signed by the identity provider, meant for this"
            + " API and not expired.");
  }

  public static Problem foreignOrigin() {
    return of(
        403,
        "foreign-origin",
        "This web origin may not call",
        "A page of this origin is not among those that may use the API.");
  }

  public static Problem notFound() {
    return of(
        404,
        "not-found",
        "There is nothing here for this caller",
        "No part of the API has this address.");
  }

  private static Problem methodNotAllowed() {
    return of(
        405, "method-not-allowed", "This method does not exist here", "Allow names those that do.");
  }

  public static Problem stalled() {
    return of(
        408,
        "stalled",
        "The request did not come whole",
        "The rest of the request's body was waited for in vain.");
  }

  public static Problem tooLarge(long limit) {
    return of(
        413,
        "too-large",
        "The request is too large",
        "The body may be at most " + limit + " bytes here.");
  }

  public static Problem longTarget(int limit) {
    return of(
        414,
        "target-too-long",
        "The address is too long",
        "The address may have " + limit + " characters.");
  }

  public static Problem largeHeaders(int limit) {
    return of(
        431,
        "headers-too-large",
        "The headers are too large",
        "The headers together may have " + limit + " bytes.");
  }

  public static Problem encodedBody() {
    return of(
        415,
        "unsupported-media-type",
        "The body is not in a supported form",
        "Send the body without Content-Encoding.");
  }

  public static Problem tooManyRequests(long seconds) {
    return of(
            429,
            "too-many-requests",
            "Too many requests",
            "The quota is used up; it fills again evenly.")
        .retryAfter(seconds);
  }

  public static Problem unexpected() {
    return of(500, "unexpected", "Something went wrong here", "The gateway could not do its part.");
  }

  public static Problem garbled() {
    return of(
        502,
        "garbled",
        "A part of the system did not make sense",
        "The service's answer could not be read.");
  }

  /** The service ended the connection while it was still being told. */
  public static Problem brokenOff() {
    return of(
        502,
        "broken-off",
        "The service broke off the request",
        "It closed the connection before it had the whole body: what was asked was not done.");
  }

  public static Problem away(Duration retryAfter) {
    return of(
            503,
            "unavailable",
            "A part this answer needs is away",
            "The service that answers this is away for a moment.")
        .retryAfter(retryAfter.toSeconds());
  }

  public static Problem keysAway(Duration retryAfter) {
    return of(
            503,
            "unavailable",
            "A part this answer needs is away",
            "Access tokens can't be checked for a moment.")
        .retryAfter(retryAfter.toSeconds());
  }

  public static Problem late() {
    return of(
        504,
        "late",
        "A part this answer needs is late",
        "The service that answers this took too long; whether it did what was asked is not known.");
  }

  public static Problem oldProtocol() {
    return of(505, "old-protocol", "This version of HTTP is not spoken here", "Use HTTP/1.1.");
  }

  public Buffer body() {
    return new JsonObject()
        .put("type", type.toString())
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .toBuffer();
  }

  /** Answers that there are other methods than this one. */
  public static void sendNotAllowed(RoutingContext context, String allowed) {
    context.response().putHeader(HttpHeaders.ALLOW, allowed);
    methodNotAllowed().send(context);
  }

  /** Answers, unless an answer has begun already. */
  public void send(RoutingContext context) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      // half an answer can't be taken back, only broken off so that nobody takes it for whole
      response.reset();
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", MEDIA_TYPE);
    retryAfter.ifPresent(seconds -> response.putHeader("Retry-After", Long.toString(seconds)));
    if (status == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    boolean rest = !context.request().isEnded();
    if (rest && isSmall(context.request())) {
      response.end(body());
      context.request().handler(bytes -> {});
      context.request().resume();
    } else if (rest) {
      response.putHeader("Connection", "close");
      response.end(body());
      discard(context);
    } else {
      response.end(body());
    }
  }

  /** A small rest is read and forgotten, so that the connection can be used again. */
  private static boolean isSmall(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        : length.length() <= SMALL_DIGITS;
  }

  /**
   * Closing at once would make the client's network stack drop the answer before it is read;
   * reading on for ever would serve an endless body. So: a while, then the connection goes.
   */
  public static void discard(RoutingContext context) {
    HttpServerRequest request = context.request();
    var connection = request.connection();
    long timer = context.vertx().setTimer(LINGER_MILLIS, id -> connection.close());
    request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
    request.endHandler(
        end -> {
          context.vertx().cancelTimer(timer);
          connection.close();
        });
    request.handler(bytes -> {});
    request.resume();
  }
}
