package nl.tenzij.school.desk;

import java.util.List;

/** What happened to a school's contact desk. */
public sealed interface DeskEvent {

  /** The whole of it from now on. */
  record DeskSet(List<Contact> contacts) implements DeskEvent {}
}
