package nl.tenzij.school.file.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import nl.tenzij.school.guardian.Guardian;
import nl.tenzij.school.pupil.Guardianship;

/**
 * What is kept here of a guardian, but for the ties to pupils who have left: those are in the
 * pupils' files.
 *
 * @param present false after leaving
 * @param email absent where none is known
 * @param pupils those who are here, and of whom the guardian may be told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GuardianFile(
    String guardian,
    boolean present,
    String givenName,
    String familyName,
    String email,
    String language,
    List<Ward> pupils) {

  /**
   * A pupil of the guardian's.
   *
   * @param informed whether the guardian is told of the pupil unasked
   */
  public record Ward(String pupil, boolean informed, boolean custody) {
    static Ward of(String pupil, Guardianship tie) {
      return new Ward(pupil, tie.informed(), tie.custody());
    }
  }

  static GuardianFile of(Guardian guardian, List<Ward> pupils) {
    return new GuardianFile(
        guardian.guardian(),
        guardian.present(),
        PupilFile.shown(guardian.givenName()),
        PupilFile.shown(guardian.familyName()),
        PupilFile.shown(guardian.email()),
        guardian.language(),
        pupils);
  }
}
