package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Period;
import nl.tenzij.school.organisation.CentralDesk;

/**
 * {@code nl.tenzij.school.board-registered.v1}
 *
 * @param centralDesk absent where the board has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublishedBoard(String board, Desk centralDesk) {
  static final String TYPE = "nl.tenzij.school.board-registered.v1";

  /** Its addresses stay here. */
  record Desk(String title, Period answersWithin) {}

  static PublishedBoard of(String board, CentralDesk desk) {
    return new PublishedBoard(board, desk == null ? null : new Desk(desk.title(), desk.term()));
  }
}
