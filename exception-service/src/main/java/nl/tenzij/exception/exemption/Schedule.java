package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
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

  /** The first after what is granted now: by the terms, whatever sooner day an adjustment chose. */
  Due first(Grant grant) {
    Due first = of(grant).due();
    return held.stream()
        .filter(review -> review.outcome() == Review.Outcome.ADJUST)
        .reduce((_, last) -> last)
        .flatMap(Review::planned)
        .map(day -> new Due(first.kind(), day))
        .orElse(first);
  }

  Schedule with(Review review) {
    return new Schedule(
        Stream.concat(held.stream(), Stream.of(review)).toList(),
        review.next().orElse(due),
        Optional.empty());
  }

  Schedule dueOn(Due other) {
    return new Schedule(held, other, Optional.empty());
  }

  /** The one to come, as one of another kind: by that day, and never later than planned. */
  Due dueBy(ReviewKind kind, LocalDate latest) {
    return new Due(kind, due.on().isBefore(latest) ? due.on() : latest);
  }

  /** Whether what comes next is the look into causes that follows a suspension. */
  public boolean isToReassess() {
    return due.kind() == ReviewKind.REASSESSMENT;
  }

  /**
   * Whether it can be held on that day: what follows a suspension at once, others near the day that
   * the terms give. Somebody's choice of a sooner one does not count.
   */
  boolean isDueByTerms(LocalDate on, Period lead) {
    return isToReassess() || !on.isBefore(planned().minus(lead));
  }

  /** The day of the one to come by the terms, whatever sooner one was chosen. */
  LocalDate planned() {
    return held.isEmpty() || !held.getLast().next().equals(Optional.of(due))
        ? due.on()
        : held.getLast().planned().orElse(due.on());
  }

  /** The day from which the next is counted: one written down late puts none back. */
  LocalDate latest(LocalDate on) {
    return Stream.concat(held.stream().map(Review::on), Stream.of(on))
        .max(Comparator.naturalOrder())
        .orElse(on);
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
    LocalDate next = reminded.map(last -> pace.next(due, last)).orElseGet(() -> pace.first(due));
    return today.isBefore(next) ? Optional.empty() : Optional.of(stage(today));
  }

  private Stage stage(LocalDate today) {
    if (today.isBefore(due.on())) {
      return Stage.AHEAD;
    }
    return reminded.isEmpty() || reminded.get().stage() == Stage.AHEAD ? Stage.DUE : Stage.OVERDUE;
  }
}
