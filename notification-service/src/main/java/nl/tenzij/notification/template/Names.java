package nl.tenzij.notification.template;

/**
 * What a message calls people; the guardian is null in what the pupil reads. Lives as long as it
 * takes to send one message; never stored, never logged.
 */
public record Names(String guardian, String pupil) {
  @Override
  public String toString() {
    return "Names[withheld]";
  }
}
