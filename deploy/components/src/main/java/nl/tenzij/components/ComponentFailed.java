package nl.tenzij.components;

/**
 * A component could not be started or reached; the message is one sentence that says what to do.
 */
public final class ComponentFailed extends RuntimeException {
  public ComponentFailed(String message) {
    super(message);
  }

  public ComponentFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
