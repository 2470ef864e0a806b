package nl.tenzij.school.group;

import java.util.List;

/** What happened to a class in the roster. */
public sealed interface ClassEvent {

  record ClassRegistered(
      String id,
      String title,
      Kind kind,
      List<String> yearGroups,
      List<String> subjects,
      List<Teaching> teachers)
      implements ClassEvent {}

  /** The whole of what is known after the change. */
  record ClassChanged(
      String id,
      String title,
      Kind kind,
      List<String> yearGroups,
      List<String> subjects,
      List<Teaching> teachers)
      implements ClassEvent {}

  record ClassEnded(String id) implements ClassEvent {}
}
