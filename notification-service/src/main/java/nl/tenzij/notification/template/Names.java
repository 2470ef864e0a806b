package nl.tenzij.notification.template;

/**
 * What a message calls people. Lives as long as it takes to send one message; never stored, never
 * logged.
 */
public record Names(String guardian, String pupil) {
  @Override
  public String toString() {
    return "Names[withheld]";
  }
}
