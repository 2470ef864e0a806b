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
 */
public record Asking(Board board, School school, Instant at, Question asked) {

  Question question(SchoolBook book, Optional<String> ofClass) {
    return new Question(
        asked.device(),
        asked.place(),
        asked.moment().or(() -> byCalendar(book)),
        asked.subject().or(() -> ofClass));
  }

  /** Without a calendar a lesson is meant, which is when it matters most. */
  private Optional<Moment> byCalendar(SchoolBook book) {
    return book.calendar()
        .map(calendar -> Moment.at(at, calendar))
        .orElse(Optional.of(Moment.LESSON));
  }
}
