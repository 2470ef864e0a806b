package nl.tenzij.school.group;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.school.group.ClassCommand.EndClass;
import nl.tenzij.school.group.ClassCommand.RegisterClass;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;

/** A roster is a set: saying again what is known changes nothing. */
public final class ClassDecider implements Decider<ClassCommand, RosterClass, ClassEvent> {

  @Override
  public RosterClass initial() {
    return RosterClass.NONE;
  }

  @Override
  public List<ClassEvent> decide(ClassCommand command, RosterClass known) {
    return switch (command) {
      case RegisterClass register -> register(register, known);
      case EndClass(String id) -> known.running() ? List.of(new ClassEnded(id)) : List.of();
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
            asked.teachers().map(ClassDecider::ordered).orElse(known.teachers()));
    if (wanted.equals(known)) {
      return List.of();
    }
    return List.of(known.running() ? changed(wanted) : registered(wanted));
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
              known.teachers());
    };
  }
}
