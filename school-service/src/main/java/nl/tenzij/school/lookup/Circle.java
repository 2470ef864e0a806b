package nl.tenzij.school.lookup;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;

/**
 * Whom a caller may know of: the whole school, or only the pupils that the caller teaches or
 * mentors today, is a guardian of, or is.
 */
@RequestScoped
public class Circle {

  private static final Set<String> WHOLE_SCHOOL =
      Set.of("head", "care-coordinator", "school-system", "service");
  private static final Set<String> OF_OWN_PUPILS = Set.of("teacher", "mentor");

  private Caller caller;
  private SchoolDays days;
  private Lookups lookups;
  private CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;

  protected Circle() {}

  @Inject
  public Circle(
      Caller caller,
      SchoolDays days,
      Lookups lookups,
      CommandHandler<PupilCommand, Pupil, PupilEvent> pupils) {
    this.caller = caller;
    this.days = days;
    this.lookups = lookups;
    this.pupils = pupils;
  }

  public boolean isWholeSchool(School school) {
    return caller.roles(school).stream().anyMatch(WHOLE_SCHOOL::contains);
  }

  /**
   * The pupil, where the caller may know of one. Whether that is so is a matter of today, whatever
   * day is asked of.
   *
   * @param day of which is asked
   * @return fails with {@link NotYours} where there is none such, or it is not the caller's to know
   */
  public Uni<Pupil> pupil(School school, String pupil, LocalDate day) {
    return days.today(caller.board(), school)
        .chain(
            today ->
                known(school, pupil, today, left -> day.isBefore(today) && isWholeSchool(school)));
  }

  /**
   * As {@link #pupil}, of what is kept on a pupil beyond the day they leave: also for those who may
   * read the pupil's file.
   */
  public Uni<Pupil> pupilEver(School school, String pupil) {
    return days.today(caller.board(), school)
        .chain(
            today ->
                known(
                    school,
                    pupil,
                    today,
                    left -> isWholeSchool(school) || mayReadFile(school, left)));
  }

  private Uni<Pupil> known(
      School school, String pupil, LocalDate today, Predicate<Pupil> afterLeaving) {
    return pupils
        .load(Pupils.stream(caller.board(), school, pupil))
        .map(loaded -> loaded.state())
        .invoke(
            known -> {
              if (!known.present() && (known.pupil() == null || !afterLeaving.test(known))) {
                throw new NotYours();
              }
            })
        .call(known -> mayKnow(school, known, today));
  }

  /**
   * Whether the caller may have all that is kept of a pupil, also of one who left: as the pupil, or
   * as a guardian with custody.
   */
  public boolean mayReadFile(School school, Pupil pupil) {
    boolean self =
        caller.roles(school).contains("pupil")
            && caller.person().filter(person -> person.equals(pupil.pupil())).isPresent();
    boolean forgotten = pupil.givenName() == null || pupil.givenName().value().isEmpty();
    return !forgotten && (self || ownTie(school, pupil).isPresent());
  }

  /** Of a guardian who may have the file. */
  public Optional<Guardianship> ownTie(School school, Pupil pupil) {
    return caller.roles(school).contains("guardian") && !pupil.ofAge()
        ? pupil.guardians().stream()
            .filter(tie -> caller.person().filter(tie.guardian()::equals).isPresent())
            .filter(tie -> tie.contact() && tie.custody())
            .findFirst()
        : Optional.empty();
  }

  private Uni<Void> mayKnow(School school, Pupil pupil, LocalDate today) {
    if (isWholeSchool(school)) {
      return Uni.createFrom().voidItem();
    }
    Set<String> roles = caller.roles(school);
    String person = caller.person().orElseThrow(NotYours::new);
    if (roles.contains("pupil") && person.equals(pupil.pupil())
        || roles.contains("guardian") && isGuardian(person, pupil)
        || roles.contains("mentor") && person.equals(pupil.support().mentor())) {
      return Uni.createFrom().voidItem();
    }
    if (roles.stream().noneMatch(OF_OWN_PUPILS::contains)) {
      return Uni.createFrom().failure(NotYours::new);
    }
    return lookups
        .teachersOfPupil(caller.board(), school, pupil.pupil(), today)
        .invoke(
            teachers -> {
              if (teachers.stream().noneMatch(each -> each.staff().equals(person))) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  private static boolean isGuardian(String person, Pupil pupil) {
    return !pupil.ofAge()
        && pupil.guardians().stream()
            .anyMatch(tie -> tie.guardian().equals(person) && tie.contact());
  }

  /**
   * Lets those go on who may know of the whole school, and the person itself.
   *
   * @throws NotYours for all others
   */
  public void wholeSchoolOr(School school, String person) {
    boolean self = caller.person().filter(person::equals).isPresent();
    if (!self && !isWholeSchool(school)) {
      throw new NotYours();
    }
  }

  /**
   * Lets those go on who may know of the whole school, and who is among the teachers.
   *
   * @throws NotYours for all others
   */
  public void wholeSchoolOrOneOf(School school, List<String> teachers) {
    boolean among = caller.person().filter(teachers::contains).isPresent();
    if (!among && !isWholeSchool(school)) {
      throw new NotYours();
    }
  }
}
