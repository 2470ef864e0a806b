package nl.tenzij.ledger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;

/**
 * What a walk asks of an operation, as anybody.
 *
 * @param board of the school that it is about
 * @param target from the server's root
 * @param headers with the body's media type, where there is one
 */
record Asked(
    Operation operation,
    String board,
    String school,
    String target,
    Map<String, String> headers,
    Optional<byte[]> body) {

  /** For what is not there, with nothing in it. */
  static Asked anyhow(Operation operation) {
    boolean sends = operation.hasBody();
    return new Asked(
        operation,
        ApiSpec.BOARD,
        ApiSpec.SCHOOL,
        operation.at(ApiSpec.SCHOOL, UUID.randomUUID().toString()),
        sends ? Map.of("Content-Type", operation.mediaType()) : Map.of(),
        sends ? Optional.of("{}".getBytes(StandardCharsets.UTF_8)) : Optional.empty());
  }

  /** For what is there. */
  static Asked rightly(Operation operation, Right right, World world) {
    return new Asked(
        operation,
        world.board(right),
        world.school(right),
        right.target(),
        right.headers(),
        right.body());
  }

  Response as(String token) {
    Request request = Request.with(token);
    headers.forEach(request::header);
    body.ifPresent(content -> request.body(headers.get("Content-Type"), content));
    return request.send(operation.method(), target);
  }

  @Override
  public String toString() {
    return operation + " at " + target;
  }
}
