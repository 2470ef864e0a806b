package nl.tenzij.school.file.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.school.lookup.Lookups;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.Pupil;

/**
 * All that is kept here of a pupil. Who read it is a list of its own.
 *
 * @param present false after leaving
 * @param yearGroup absent where none is known
 * @param mentor absent where the school named none
 * @param careCoordinator absent where the school named none
 * @param supportPlan whether there is one (OPP)
 * @param ofAge whether the school says that the pupil is of age
 * @param guardianship what is kept of the reader's tie to the pupil; absent where the pupil reads
 * @param places in classes, those that have ended too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PupilFile(
    String pupil,
    boolean present,
    String givenName,
    String familyName,
    String yearGroup,
    String mentor,
    String careCoordinator,
    boolean supportPlan,
    boolean ofAge,
    OwnTie guardianship,
    List<Place> places) {

  /** A guardian's own tie. */
  public record OwnTie(String language, boolean informed, boolean custody) {
    static OwnTie of(Guardianship tie) {
      return new OwnTie(tie.language(), tie.informed(), tie.custody());
    }
  }

  /** A place in a class; days are left out where it has none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Place(
      @JsonProperty("class") String inClass,
      String title,
      List<String> subjects,
      LocalDate begin,
      LocalDate end) {
    static Place of(Lookups.Place place) {
      return new Place(
          place.inClass(), place.title(), place.subjects(), place.begin(), place.end());
    }
  }

  static PupilFile of(Pupil pupil, Optional<Guardianship> own, List<Lookups.Place> places) {
    return new PupilFile(
        pupil.pupil(),
        pupil.present(),
        shown(pupil.givenName()),
        shown(pupil.familyName()),
        pupil.yearGroup(),
        pupil.support().mentor(),
        pupil.support().careCoordinator(),
        pupil.support().plan(),
        pupil.ofAge(),
        own.map(OwnTie::of).orElse(null),
        places.stream().map(Place::of).toList());
  }

  static String shown(Personal<String> value) {
    return value == null ? null : value.value().orElse(null);
  }
}
