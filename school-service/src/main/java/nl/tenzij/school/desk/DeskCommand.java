package nl.tenzij.school.desk;

import java.util.List;

/** What can be asked of a school's contact desk. */
public sealed interface DeskCommand {

  /** Lays down whom to ask, as a whole. */
  record SetDesk(List<Contact> contacts) implements DeskCommand {}
}
