package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import nl.tenzij.school.pupil.Guardianship;

/**
 * {@code nl.tenzij.school.pupil-registered.v1}
 *
 * @param yearGroup null where none is known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PublishedPupil(
    String pupil, String yearGroup, List<Guardian> guardians, List<String> classes) {
  static final String TYPE = "nl.tenzij.school.pupil-registered.v1";

  /** A guardian as far as others need to know of one. */
  record Guardian(String guardian, String language, boolean informed) {
    static Guardian of(Guardianship tie) {
      return new Guardian(tie.guardian(), tie.language(), tie.informed());
    }
  }

  static PublishedPupil of(
      String pupil, String yearGroup, List<Guardianship> guardians, List<String> classes) {
    return new PublishedPupil(
        pupil, yearGroup, guardians.stream().map(Guardian::of).toList(), classes);
  }
}
