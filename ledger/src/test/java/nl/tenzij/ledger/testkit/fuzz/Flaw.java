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
  /** Sent under a key that others bear too. */
  KEY;

  /** The turn in which an operation gets them; to go deep, much of it is right. */
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
          NONE,
          NULL,
          VALUE,
          KEY,
          EXTRA,
          MEDIA_TYPE,
          NONE,
          QUERY,
          VALUE,
          NONE);

  static List<Flaw> of(Operation operation) {
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
