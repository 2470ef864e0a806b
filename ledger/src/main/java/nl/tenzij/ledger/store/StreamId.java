package nl.tenzij.ledger.store;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * One thing's history.
 *
 * @param category the kind of thing, lower case ("door")
 */
public record StreamId(Board board, School school, String category, UUID id) {

  private static final Pattern CATEGORY = Pattern.compile("[a-z][a-z-]{0,39}");

  public StreamId {
    Objects.requireNonNull(board);
    Objects.requireNonNull(school);
    Objects.requireNonNull(id);
    if (!CATEGORY.matcher(category).matches()) {
      throw new IllegalArgumentException("a category is lower case letters and dashes");
    }
  }

  /**
   * The stream of a thing that another system named: the same name always gives the same stream.
   */
  public static StreamId named(Board board, School school, String category, String name) {
    String whole = board.id() + '\n' + school.id() + '\n' + category + '\n' + name;
    return new StreamId(
        board, school, category, UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether both are of one school. */
  boolean isOfSameSchool(StreamId other) {
    return board.equals(other.board) && school.equals(other.school);
  }

  /** As it is stored, unique within the board: {@code door/0b9e…}. */
  public String stored() {
    return category + '/' + id;
  }
}
