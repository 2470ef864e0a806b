package nl.tenzij.school.organisation;

/** What happened to a board's registration. The central desk is null where there is none. */
public sealed interface BoardEvent {

  record BoardRegistered(String board, String title, CentralDesk desk) implements BoardEvent {}

  /** The whole of what is known after the change. */
  record BoardChanged(String board, String title, CentralDesk desk) implements BoardEvent {}
}
