package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One of a pupil's guardians, as school-service tells it; or the pupil, who is told in person once
 * of age.
 *
 * @param language BCP 47
 * @param informed whether this guardian is told about the pupil unasked (BW 1:377c)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Guardian(String guardian, String language, boolean informed) {

  /** What the school itself writes: of no pupil the roster says which language they read. */
  private static final String USUAL_LANGUAGE = "nl";

  static Guardian inPerson(String pupil) {
    return new Guardian(pupil, USUAL_LANGUAGE, true);
  }

  /** The same, who is told nothing. */
  Guardian uninformed() {
    return new Guardian(guardian, language, false);
  }

  public boolean is(String pupil) {
    return guardian.equals(pupil);
  }
}
