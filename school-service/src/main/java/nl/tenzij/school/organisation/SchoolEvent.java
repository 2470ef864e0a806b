package nl.tenzij.school.organisation;

import java.time.ZoneId;

/** What happened to a school's registration. The identifier is null where none is known. */
public sealed interface SchoolEvent {

  record SchoolRegistered(
      String school, String name, String identifier, Sector sector, ZoneId timeZone)
      implements SchoolEvent {}

  /** The whole of what is known after the change. */
  record SchoolChanged(
      String school, String name, String identifier, Sector sector, ZoneId timeZone)
      implements SchoolEvent {}
}
