package nl.tenzij.ledger.privacy;

/** Something personal was to be written about a subject that is forgotten. Nothing was written. */
public final class SubjectForgotten extends RuntimeException {

  SubjectForgotten() {
    super("nothing personal can be recorded about a subject that is forgotten", null, false, false);
  }
}
