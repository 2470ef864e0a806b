package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.exception.exemption.Reminder.Pace;
import nl.tenzij.exception.exemption.Reminder.Stage;
import nl.tenzij.exception.exemption.Review.Due;

/**
 * The reviews of an exemption: those that were held, and the one to come.
 *
 * @param reminded the last reminder of the one to come
 */
public record Schedule(List<Review> held, Due due, Optional<Reminder> reminded) {

  public Schedule {
    held = List.copyOf(held);
  }

  static Schedule of(Grant grant) {
    ReviewKind first = grant.kind() == Kind.TEMPORARY ? ReviewKind.TEMPORARY : ReviewKind.EFFECT;
    return new Schedule(List.of(), new Due(first, grant.review()), Optional.empty());
  }

  Schedule with(Review review) {
    return new Schedule(
        Stream.concat(held.stream(), Stream.of(review)).toList(),
        review.next().orElse(due),
        Optional.empty());
  }

  /** Of another kind, and never later than planned. */
  Schedule dueBy(ReviewKind kind, LocalDate latest) {
    LocalDate day = due.on().isBefore(latest) ? due.on() : latest;
    return new Schedule(held, new Due(kind, day), Optional.empty());
  }

  /** Whether it was looked at again after the last suspension, and nothing else since. */
  boolean isReassessed() {
    return !held.isEmpty() && held.getLast().due().kind() == ReviewKind.REASSESSMENT;
  }

  Schedule with(Reminder reminder) {
    return new Schedule(held, due, Optional.of(reminder));
  }

  public boolean isOverdue(LocalDate today) {
    return today.isAfter(due.on());
  }

  /** Whether somebody is to be reminded today, and of what; the same day does so once. */
  Optional<Stage> reminds(LocalDate today, Pace pace) {
    if (today.isBefore(due.on().minus(pace.lead()))) {
      return Optional.empty();
    }
    if (today.isBefore(due.on())) {
      return reminded.isPresent() ? Optional.empty() : Optional.of(Stage.AHEAD);
    }
    if (reminded.isEmpty() || reminded.get().stage() == Stage.AHEAD) {
      return Optional.of(Stage.DUE);
    }
    return today.isBefore(reminded.get().on().plus(pace.again()))
        ? Optional.empty()
        : Optional.of(Stage.OVERDUE);
  }
}
