package nl.tenzij.notification.template;

/**
 * A message in words. The text and the HTML say the same.
 *
 * @param language BCP 47
 */
public record Written(String language, String subject, String text, String html) {

  @Override
  public String toString() {
    return "Written[withheld]";
  }
}
