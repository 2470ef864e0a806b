package nl.tenzij.ledger.testkit.fuzz;

import java.util.List;
import nl.tenzij.ledger.testkit.Operation;

/** In what a request differs from what its document asks for. */
enum Flaw {
  NONE,
  ONLY_REQUIRED,
  PATH,
  QUERY,
  HEADER,
  VALUE,
  MISSING,
  NULL,
  EXTRA,
  BODY,
  MEDIA_TYPE,
  /** Sent twice under one key, with another body. */
  KEY;

  /**
   * The turn in which an operation gets them: each once, and then, to go deep, much that is right.
   */
  private static final List<Flaw> TURN =
      List.of(
          NONE,
          VALUE,
          QUERY,
          BODY,
          ONLY_REQUIRED,
          PATH,
          MISSING,
          HEADER,
          NULL,
          KEY,
          EXTRA,
          MEDIA_TYPE,
          NONE,
          VALUE,
          QUERY,
          NONE,
          VALUE,
          NONE);

  /**
   * The turn of what can be right once only, since it changes something: what may pass for right
   * comes last, so that the others still find it as it was.
   */
  private static final List<Flaw> ONCE =
      List.of(
          BODY,
          MEDIA_TYPE,
          MISSING,
          NULL,
          EXTRA,
          VALUE,
          PATH,
          QUERY,
          HEADER,
          KEY,
          ONLY_REQUIRED,
          NONE);

  /**
   * Each kind once, for who has one turn only.
   *
   * @param right whether there is a right request to spoil
   */
  static List<Flaw> each(Operation operation, boolean right) {
    return right
        ? ONCE.stream().filter(flaw -> flaw.fits(operation)).toList()
        : turn(operation).stream().distinct().toList();
  }

  /** For who has many. */
  static List<Flaw> turn(Operation operation) {
    return TURN.stream().filter(flaw -> flaw.fits(operation)).toList();
  }

  private boolean fits(Operation operation) {
    return switch (this) {
      case NONE, ONLY_REQUIRED, HEADER -> true;
      case PATH -> operation.hasPathParameter();
      case QUERY -> operation.parameters("query").findAny().isPresent();
      case VALUE, MISSING, NULL, EXTRA -> operation.takesJson();
      case BODY, MEDIA_TYPE -> operation.hasBody();
      case KEY -> operation.method().equals("post");
    };
  }
}
