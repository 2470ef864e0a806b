package nl.tenzij.sanction.sanction.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The head's words to pupil and guardians on what was confirmed.
 *
 * @param explanation absent where there are none, or the pupil is forgotten
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationView(@Schema(required = true) UUID sanction, String explanation) {

  @Override
  public String toString() {
    return "ExplanationView[withheld]";
  }
}
