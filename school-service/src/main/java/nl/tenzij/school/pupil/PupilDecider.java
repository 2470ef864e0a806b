package nl.tenzij.school.pupil;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.pupil.PupilCommand.Disenrol;
import nl.tenzij.school.pupil.PupilCommand.Enrol;
import nl.tenzij.school.pupil.PupilCommand.GuardianSpeaks;
import nl.tenzij.school.pupil.PupilCommand.LeaveClass;
import nl.tenzij.school.pupil.PupilCommand.LeaveSchool;
import nl.tenzij.school.pupil.PupilCommand.Named;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.Restrictions;
import nl.tenzij.school.pupil.PupilCommand.SupportSaid;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.pupil.PupilEvent.GuardiansRestricted;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;

/** A roster is a set: saying again what is known changes nothing. */
public final class PupilDecider implements Decider<PupilCommand, Pupil, PupilEvent> {

  private static final Comparator<Enrolment> BY_CLASS =
      comparing(Enrolment::inClass)
          .thenComparing(Enrolment::begin, nullsFirst(naturalOrder()))
          .thenComparing(Enrolment::id, nullsFirst(naturalOrder()));

  @Override
  public Pupil initial() {
    return Pupil.NONE;
  }

  @Override
  public List<PupilEvent> decide(PupilCommand command, Pupil known) {
    return switch (command) {
      case RegisterPupil register -> register(register, known);
      case LeaveSchool(String pupil) -> known.present() ? List.of(new PupilLeft(pupil)) : List.of();
      case Enrol(String _, Enrolment enrolment) -> enrol(enrolment, known);
      case Disenrol(String _, String enrolment) ->
          known.present() ? became(without(enrolment, known), known) : List.of();
      case LeaveClass(String _, String inClass) ->
          known.present() ? became(outOf(inClass, known), known) : List.of();
      case GuardianSpeaks(String _, String guardian, String language) ->
          known.present() ? became(speaking(guardian, language, known), known) : List.of();
    };
  }

  private static List<PupilEvent> register(RegisterPupil asked, Pupil known) {
    var said = asked.restrictions();
    var guardians =
        asked
            .guardians()
            .map(ties -> guardianships(ties, said, known))
            .orElseGet(() -> known.guardians().stream().map(tie -> tie.by(said)).toList());
    var cared = known.inCareOf(guardians).restricting(others(said, guardians, known));
    var wanted =
        new Pupil(
            asked.pupil(),
            true,
            asked.givenName(),
            asked.familyName(),
            asked.yearGroup(),
            cared.guardians(),
            cared.former(),
            asked.enrolments().map(PupilDecider::ordered).orElse(known.enrolments()),
            support(asked.support(), known.support()),
            asked.ofAge().orElse(known.ofAge()));
    return became(wanted, known);
  }

  private static List<PupilEvent> became(Pupil wanted, Pupil known) {
    if (wanted.equals(known)) {
      return List.of();
    }
    var whole = known.present() ? changed(wanted) : registered(wanted);
    return known.inCareOf(wanted.guardians()).former().equals(wanted.former())
        ? List.of(whole)
        : List.of(new GuardiansRestricted(wanted.pupil(), wanted.former()), whole);
  }

  private static List<Guardianship> guardianships(List<Tie> ties, Restrictions said, Pupil known) {
    return ties.stream()
        .flatMap(tie -> guardianship(tie, said, known).stream())
        .sorted(comparing(Guardianship::guardian))
        .distinct()
        .toList();
  }

  private static Optional<Guardianship> guardianship(Tie tie, Restrictions said, Pupil known) {
    Guardianship before = known.tieTo(tie.guardian()).orElse(never(tie.guardian()));
    return tie.language()
        .or(() -> Optional.ofNullable(before.language()))
        .or(tie::otherwise)
        .map(language -> before.by(said).speaking(language));
  }

  private static Guardianship never(String guardian) {
    return new Guardianship(guardian, null);
  }

  /**
   * Whom the roster restricts though they are no guardians: that is kept for when it names them.
   * Nothing is lifted of who is none.
   */
  private static List<Guardianship> others(
      Restrictions said, List<Guardianship> guardians, Pupil known) {
    return said.restricted()
        .filter(each -> guardians.stream().noneMatch(tie -> tie.guardian().equals(each)))
        .map(each -> known.tieTo(each).orElse(never(each)).furtherBy(said))
        .toList();
  }

  private static Support support(SupportSaid said, Support known) {
    return new Support(
        named(said.mentor(), known, Support::mentor),
        named(said.careCoordinator(), known, Support::careCoordinator),
        said.plan().orElse(known.plan()));
  }

  private static String named(
      Optional<Named> said, Support known, Function<Support, String> before) {
    return said.isPresent() ? said.get().staff() : before.apply(known);
  }

  private static List<Enrolment> ordered(List<Enrolment> enrolments) {
    return enrolments.stream().sorted(BY_CLASS).distinct().toList();
  }

  private static List<PupilEvent> enrol(Enrolment enrolment, Pupil known) {
    if (!known.present()) {
      throw new Refused("pupil-unknown", "who is enrolled is a pupil of this school");
    }
    Stream<Enrolment> others = others(enrolment.id(), known);
    return became(
        known.enrolled(ordered(Stream.concat(others, Stream.of(enrolment)).toList())), known);
  }

  private static Pupil without(String enrolment, Pupil known) {
    return known.enrolled(others(enrolment, known).toList());
  }

  private static Pupil outOf(String inClass, Pupil known) {
    return known.enrolled(
        known.enrolments().stream().filter(each -> !each.inClass().equals(inClass)).toList());
  }

  private static Stream<Enrolment> others(String enrolment, Pupil known) {
    return known.enrolments().stream().filter(each -> !enrolment.equals(each.id()));
  }

  private static Pupil speaking(String guardian, String language, Pupil known) {
    return known.inCareOf(
        known.guardians().stream()
            .map(tie -> tie.guardian().equals(guardian) ? tie.speaking(language) : tie)
            .toList());
  }

  private static PupilEvent registered(Pupil pupil) {
    return new PupilRegistered(
        pupil.pupil(),
        pupil.givenName(),
        pupil.familyName(),
        pupil.yearGroup(),
        pupil.guardians(),
        pupil.enrolments(),
        pupil.support(),
        pupil.ofAge());
  }

  private static PupilEvent changed(Pupil pupil) {
    return new PupilChanged(
        pupil.pupil(),
        pupil.givenName(),
        pupil.familyName(),
        pupil.yearGroup(),
        pupil.guardians(),
        pupil.enrolments(),
        pupil.support(),
        pupil.ofAge());
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
              var enrolments,
              var support,
              var ofAge) -> {
        var former = known.inCareOf(guardians).former();
        yield new Pupil(
            pupil, true, given, family, year, guardians, former, enrolments, support, ofAge);
      }
      case PupilChanged(
              var pupil,
              var given,
              var family,
              var year,
              var guardians,
              var enrolments,
              var support,
              var ofAge) -> {
        var former = known.inCareOf(guardians).former();
        yield new Pupil(
            pupil, true, given, family, year, guardians, former, enrolments, support, ofAge);
      }
      case GuardiansRestricted(var _, var former) -> known.restricting(former);
      case PupilLeft(var pupil) ->
          new Pupil(
              pupil,
              false,
              known.givenName(),
              known.familyName(),
              known.yearGroup(),
              known.guardians(),
              known.former(),
              List.of(),
              known.support(),
              known.ofAge());
    };
  }
}
