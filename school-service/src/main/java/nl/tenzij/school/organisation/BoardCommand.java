package nl.tenzij.school.organisation;

/** What can be asked of a board's registration. */
public sealed interface BoardCommand {

  /**
   * Registers the board, or the whole of what is now known of it.
   *
   * @param desk null where it has none
   */
  record RegisterBoard(String board, String title, CentralDesk desk) implements BoardCommand {}
}
