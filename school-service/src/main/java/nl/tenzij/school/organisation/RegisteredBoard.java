package nl.tenzij.school.organisation;

/**
 * A board as it is known. {@link #NONE} before it was registered.
 *
 * @param desk null where it has none
 */
public record RegisteredBoard(String board, String title, CentralDesk desk) {

  public static final RegisteredBoard NONE = new RegisteredBoard(null, null, null);
}
