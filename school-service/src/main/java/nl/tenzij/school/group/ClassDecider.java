package nl.tenzij.school.group;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.group.ClassCommand.AppointTeacher;
import nl.tenzij.school.group.ClassCommand.DismissTeacher;
import nl.tenzij.school.group.ClassCommand.EndClass;
import nl.tenzij.school.group.ClassCommand.LoseTeacher;
import nl.tenzij.school.group.ClassCommand.RegisterClass;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;

/** A roster is a set: saying again what is known changes nothing. */
public final class ClassDecider implements Decider<ClassCommand, RosterClass, ClassEvent> {

  private static final Comparator<Teaching> BY_STAFF =
      comparing(Teaching::staff)
          .thenComparing(Teaching::begin, nullsFirst(naturalOrder()))
          .thenComparing(Teaching::id, nullsFirst(naturalOrder()));

  @Override
  public RosterClass initial() {
    return RosterClass.NONE;
  }

  @Override
  public List<ClassEvent> decide(ClassCommand command, RosterClass known) {
    return switch (command) {
      case RegisterClass register -> register(register, known);
      case EndClass(String id) -> known.running() ? List.of(new ClassEnded(id)) : List.of();
      case AppointTeacher(String _, Teaching teaching) -> appoint(teaching, known);
      case DismissTeacher(String _, String teaching) ->
          known.running()
              ? became(known.taughtBy(others(teaching, known).toList()), known)
              : List.of();
      case LoseTeacher(String _, String staff) ->
          known.running() ? became(known.taughtBy(without(staff, known)), known) : List.of();
    };
  }

  private static List<ClassEvent> register(RegisterClass asked, RosterClass known) {
    var wanted =
        new RosterClass(
            asked.id(),
            true,
            asked.title(),
            asked.kind(),
            ordered(asked.yearGroups()),
            ordered(asked.subjects()),
            asked.teachers().map(ClassDecider::byStaff).orElse(known.teachers()));
    return became(wanted, known);
  }

  private static List<ClassEvent> became(RosterClass wanted, RosterClass known) {
    if (wanted.equals(known)) {
      return List.of();
    }
    return List.of(known.running() ? changed(wanted) : registered(wanted));
  }

  private static List<ClassEvent> appoint(Teaching teaching, RosterClass known) {
    if (!known.running()) {
      throw new Refused("class-unknown", "who teaches, teaches a class of this school");
    }
    Stream<Teaching> others = others(teaching.id(), known);
    return became(
        known.taughtBy(byStaff(Stream.concat(others, Stream.of(teaching)).toList())), known);
  }

  private static Stream<Teaching> others(String teaching, RosterClass known) {
    return known.teachers().stream().filter(each -> !teaching.equals(each.id()));
  }

  private static List<Teaching> without(String staff, RosterClass known) {
    return known.teachers().stream().filter(each -> !each.staff().equals(staff)).toList();
  }

  private static List<Teaching> byStaff(List<Teaching> teachers) {
    return teachers.stream().sorted(BY_STAFF).distinct().toList();
  }

  private static List<String> ordered(List<String> words) {
    return words.stream().sorted().distinct().toList();
  }

  private static ClassEvent registered(RosterClass now) {
    return new ClassRegistered(
        now.id(), now.title(), now.kind(), now.yearGroups(), now.subjects(), now.teachers());
  }

  private static ClassEvent changed(RosterClass now) {
    return new ClassChanged(
        now.id(), now.title(), now.kind(), now.yearGroups(), now.subjects(), now.teachers());
  }

  @Override
  public RosterClass evolve(RosterClass known, ClassEvent event) {
    return switch (event) {
      case ClassRegistered(var id, var title, var kind, var years, var subjects, var teachers) ->
          new RosterClass(id, true, title, kind, years, subjects, teachers);
      case ClassChanged(var id, var title, var kind, var years, var subjects, var teachers) ->
          new RosterClass(id, true, title, kind, years, subjects, teachers);
      case ClassEnded(var id) ->
          new RosterClass(
              id,
              false,
              known.title(),
              known.kind(),
              known.yearGroups(),
              known.subjects(),
              List.of());
    };
  }
}
