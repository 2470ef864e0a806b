package nl.tenzij.school.pupil;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.school.pupil.PupilCommand.LeaveSchool;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;

/** A roster is a set: saying again what is known changes nothing. */
public final class PupilDecider implements Decider<PupilCommand, Pupil, PupilEvent> {

  @Override
  public Pupil initial() {
    return Pupil.NONE;
  }

  @Override
  public List<PupilEvent> decide(PupilCommand command, Pupil known) {
    return switch (command) {
      case RegisterPupil register -> register(register, known);
      case LeaveSchool(String pupil) -> known.present() ? List.of(new PupilLeft(pupil)) : List.of();
    };
  }

  private static List<PupilEvent> register(RegisterPupil asked, Pupil known) {
    var wanted =
        new Pupil(
            asked.pupil(),
            true,
            asked.givenName(),
            asked.familyName(),
            asked.yearGroup(),
            guardianships(asked.guardians(), known),
            asked.classes().map(PupilDecider::ordered).orElse(known.classes()));
    if (wanted.equals(known)) {
      return List.of();
    }
    return List.of(known.present() ? changed(wanted) : registered(wanted));
  }

  private static List<Guardianship> guardianships(List<Tie> ties, Pupil known) {
    return ties.stream()
        .flatMap(tie -> guardianship(tie, known).stream())
        .sorted(comparing(Guardianship::guardian))
        .distinct()
        .toList();
  }

  private static Optional<Guardianship> guardianship(Tie tie, Pupil known) {
    Optional<String> before =
        known.guardians().stream()
            .filter(guardian -> guardian.guardian().equals(tie.guardian()))
            .map(Guardianship::language)
            .findFirst();
    return tie.language()
        .or(() -> before)
        .map(language -> new Guardianship(tie.guardian(), language, tie.informed()));
  }

  private static List<String> ordered(List<String> classes) {
    return classes.stream().sorted().distinct().toList();
  }

  private static PupilEvent registered(Pupil pupil) {
    return new PupilRegistered(
        pupil.pupil(),
        pupil.givenName(),
        pupil.familyName(),
        pupil.yearGroup(),
        pupil.guardians(),
        pupil.classes());
  }

  private static PupilEvent changed(Pupil pupil) {
    return new PupilChanged(
        pupil.pupil(),
        pupil.givenName(),
        pupil.familyName(),
        pupil.yearGroup(),
        pupil.guardians(),
        pupil.classes());
  }

  @Override
  public Pupil evolve(Pupil known, PupilEvent event) {
    return switch (event) {
      case PupilRegistered(
              var pupil,
              var given,
              var family,
              var year,
              var guardians,
              var classes) ->
          new Pupil(pupil, true, given, family, year, guardians, classes);
      case PupilChanged(var pupil, var given, var family, var year, var guardians, var classes) ->
          new Pupil(pupil, true, given, family, year, guardians, classes);
      case PupilLeft(var pupil) ->
          new Pupil(
              pupil,
              false,
              known.givenName(),
              known.familyName(),
              known.yearGroup(),
              known.guardians(),
              known.classes());
    };
  }
}
