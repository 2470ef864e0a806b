package nl.tenzij.school.pupil.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.Pupil;

/**
 * A pupil as staff see one.
 *
 * @param yearGroup absent where none is known
 * @param mentor absent where the school named none
 * @param careCoordinator absent where the school named none
 * @param guardianships what is believed of each guardian, so that it can be checked: language, told
 *     unasked or not, custody, contact; absent but for who leads or cares for the whole school
 * @param restrictedOthers who is no guardian of the pupil, be it no more or by a mistaken id, and
 *     is restricted all the same should the school's system name them: to be put right there;
 *     absent where there is nobody, and for the same readers
 * @param supportPlan whether there is one (OPP); absent for those who only teach the pupil
 * @param ofAge true where the pupil is, so that it is the pupil who is talked to, not guardians;
 *     absent else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PupilView(
    String pupil,
    String givenName,
    String familyName,
    String yearGroup,
    List<String> classes,
    List<String> guardians,
    List<TieView> guardianships,
    List<RestrictedView> restrictedOthers,
    String mentor,
    String careCoordinator,
    Boolean supportPlan,
    Boolean ofAge) {

  /**
   * @param informed whether the guardian is told of the pupil unasked: neither the roster, nor
   *     custody, nor contact rules it out
   * @param contact false where the guardian may not be told of the pupil, asked or unasked
   */
  public record TieView(
      String guardian, String language, boolean informed, boolean custody, boolean contact) {

    static TieView of(Guardianship tie) {
      return new TieView(
          tie.guardian(), tie.language(), tie.informed(), tie.custody(), tie.contact());
    }
  }

  /**
   * @param informed whether the guardian would be told of the pupil unasked
   * @param contact as above
   */
  public record RestrictedView(String person, boolean informed, boolean custody, boolean contact) {

    static RestrictedView of(Guardianship tie) {
      return new RestrictedView(tie.guardian(), tie.informed(), tie.custody(), tie.contact());
    }
  }

  static PupilView of(Pupil pupil, LocalDate today, boolean withTies, boolean withPlan) {
    return new PupilView(
        pupil.pupil(),
        shown(pupil.givenName()),
        shown(pupil.familyName()),
        pupil.yearGroup(),
        pupil.classesOn(today),
        pupil.guardians().stream().map(Guardianship::guardian).toList(),
        withTies ? pupil.guardians().stream().map(TieView::of).toList() : null,
        withTies && !pupil.former().isEmpty()
            ? pupil.former().stream().map(RestrictedView::of).toList()
            : null,
        pupil.support().mentor(),
        pupil.support().careCoordinator(),
        withPlan ? pupil.support().plan() : null,
        pupil.ofAge() ? true : null);
  }

  private static String shown(Personal<String> value) {
    return value.value().orElse(null);
  }
}
