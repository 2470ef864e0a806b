package nl.tenzij.notification.template;

/** There are no words for it, or they lack something that they speak of. Holds no facts. */
public class Unwritable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unwritable(String path) {
    super("cannot be written by " + path);
  }
}
