package nl.tenzij.notification.template;

/** A message in words. The text and the HTML say the same. */
public record Written(String subject, String text, String html) {
  @Override
  public String toString() {
    return "Written[withheld]";
  }
}
