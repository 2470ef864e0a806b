package nl.tenzij.notification.letter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import nl.tenzij.notification.template.Templates;

/**
 * Why, in the head's own words to pupil and guardians. Never stored, never logged.
 *
 * @param explanation null where the head wrote none, or the pupil is forgotten
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Explanation(String explanation) {

  static final Explanation NONE = new Explanation(null);

  boolean isThere() {
    return explanation != null && !explanation.isBlank();
  }

  /** Without signs that would have it read in another order than it is written in. */
  List<String> paragraphs() {
    String plain = explanation.replaceAll("\\R", "\n").replaceAll("[\\u202A-\\u202E]", "");
    return Templates.paragraphs(plain.strip());
  }

  @Override
  public String toString() {
    return "Explanation[withheld]";
  }
}
