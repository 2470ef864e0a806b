package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.school.SchoolBook;

/**
 * The one question, of pupils of a school at a moment.
 *
 * @param asked its moment empty: as the school's calendar has it; its subject empty: that of the
 *     class, where the class is known and has one
 * @param latest whether all counts that was committed before it is asked; else a change shows half
 *     a second later at most
 */
public record Asking(Board board, School school, Instant at, Question asked, boolean latest) {

  /** As it is kept or as it is now. */
  public Asking(Board board, School school, Instant at, Question asked) {
    this(board, school, at, asked, false);
  }

  /** What was committed before this counts, as who asks knows of it. */
  public Asking atTheLatest() {
    return new Asking(board, school, at, asked, true);
  }

  Question question(SchoolBook book, Optional<String> ofClass) {
    return new Question(
        asked.device(),
        asked.place(),
        asked.moment().or(() -> byCalendar(book)),
        asked.subject().or(() -> ofClass));
  }

  /** Without a calendar a lesson is meant, which is when it matters most. */
  private Optional<Moment> byCalendar(SchoolBook book) {
    return book.calendar(at)
        .map(calendar -> Moment.at(at, calendar))
        .orElse(Optional.of(Moment.LESSON));
  }
}
