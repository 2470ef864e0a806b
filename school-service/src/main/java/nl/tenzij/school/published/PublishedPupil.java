package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.Support;

/**
 * {@code nl.tenzij.school.pupil-registered.v1}
 *
 * @param yearGroup null where none is known
 * @param classes those whose last day has not passed
 * @param enrolments the same, with their days
 * @param guardians as they hold: of who is of age none is told, or has custody
 * @param ofAge true where the pupil is; absent else, so that it says nothing of minors
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PublishedPupil(
    String pupil,
    String yearGroup,
    List<Guardian> guardians,
    List<String> classes,
    List<Place> enrolments,
    String mentor,
    String careCoordinator,
    boolean supportPlan,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ofAge) {
  static final String TYPE = "nl.tenzij.school.pupil-registered.v1";

  /** A guardian as far as others need to know of one. */
  record Guardian(
      String guardian, String language, boolean informed, boolean custody, boolean contact) {
    static Guardian of(Guardianship tie) {
      return new Guardian(
          tie.guardian(), tie.language(), tie.informed(), tie.custody(), tie.contact());
    }
  }

  /**
   * A place in a class; days are null where it has none.
   *
   * @param ownBegin true where the first day is the place's own; absent else
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Place(
      @JsonProperty("class") String inClass,
      LocalDate begin,
      LocalDate end,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ownBegin) {}

  static PublishedPupil of(
      String pupil,
      String yearGroup,
      List<Guardianship> guardians,
      List<Enrolment> enrolments,
      Support support,
      boolean ofAge,
      LocalDate today) {
    List<Place> places =
        enrolments.stream()
            .filter(each -> each.end() == null || !each.end().isBefore(today))
            .map(each -> new Place(each.inClass(), each.begin(), each.end(), each.ownBegin()))
            .toList();
    return new PublishedPupil(
        pupil,
        yearGroup,
        Guardianship.holding(guardians, ofAge).stream().map(Guardian::of).toList(),
        places.stream().map(Place::inClass).distinct().toList(),
        places,
        support.mentor(),
        support.careCoordinator(),
        support.plan(),
        ofAge);
  }
}
