package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.custody.CustodyCommand.MoveReturn;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.school.SchoolBook;

/** What goes with taking a device in: until when it is kept, and that it is not here already. */
@ApplicationScoped
public class HandingIn {

  private static final Duration TOLD_ROUGHLY = Duration.ofMinutes(15);

  private final CustodyConfig config;
  private final CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies;

  public HandingIn(
      CustodyConfig config, CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies) {
    this.config = config;
    this.custodies = custodies;
  }

  /** A device of a pupil. */
  public record Thing(String pupil, Device device, Keeping keeping, Optional<String> spot) {}

  public HandIn command(Thing thing, SchoolBook book, String by, Instant now) {
    Instant dayEnds = book.midnightAfter(now);
    Instant due = due(book, now, dayEnds);
    var kept =
        new Kept(
            thing.pupil(),
            thing.device(),
            thing.keeping(),
            thing.spot(),
            due,
            latest(due, dayEnds));
    boolean outOfHours = book.calendar(now).map(calendar -> calendar.isOver(now)).orElse(false);
    return new HandIn(kept, by, now, dayEnds, outOfHours);
  }

  private Instant latest(Instant from, Instant dayEnds) {
    Instant late = from.plus(config.givingBack());
    return late.isBefore(dayEnds) ? late : dayEnds;
  }

  /**
   * Where the day of a device ends at another time now than when it was handed in; one that turns
   * out to be no school day has ended. What was taken in once school was out stays as long as it
   * was to.
   *
   * @param due as it was known then
   */
  Optional<MoveReturn> moved(SchoolBook book, Instant handedIn, Instant due, Instant now) {
    Instant dayEnds = book.midnightAfter(handedIn);
    if (!book.dayOf(handedIn).equals(book.dayOf(now))) {
      return Optional.empty();
    }
    return book.calendar(now)
        .map(calendar -> calendar.endOfDay(handedIn).orElse(handedIn))
        .filter(end -> end.isAfter(handedIn) || due.isBefore(dayEnds))
        .filter(end -> !end.equals(due))
        .map(end -> new MoveReturn(end, latest(end.isBefore(now) ? now : end, dayEnds)));
  }

  /**
   * Where no calendar tells when the school day ends, or it has ended, the day itself is the end.
   */
  private static Instant due(SchoolBook book, Instant now, Instant dayEnds) {
    return book.calendar(now)
        .flatMap(calendar -> calendar.endOfDay(now))
        .filter(end -> end.isAfter(now))
        .orElse(dayEnds);
  }

  /** Where it is entered: as one that is here already, or the next time on this day. */
  public Uni<StreamId> stream(Board board, School school, Thing thing, LocalDate day) {
    Predicate<Known> isBack = known -> !known.status().isOpen();
    return stream(new Place(board, school, thing, day), 1, isBack);
  }

  /**
   * As {@link #stream}, for what was seen in use: one of its kind that was handed in before that is
   * another device, and lies here beside it. What a teacher entered just before is the one that was
   * seen: people tell moments roughly.
   */
  Uni<StreamId> streamOfSeen(Board board, School school, Thing thing, LocalDate day, Instant seen) {
    Predicate<Known> isAnother = known -> !known.status().isOpen() || wasHereBefore(known, seen);
    return stream(new Place(board, school, thing, day), 1, isAnother);
  }

  private static boolean wasHereBefore(Known known, Instant seen) {
    boolean withTeacher = known.kept().keeping() == Keeping.TEACHER;
    return known.handedIn().isBefore(withTeacher ? seen.minus(TOLD_ROUGHLY) : seen);
  }

  private record Place(Board board, School school, Thing thing, LocalDate day) {

    StreamId stream(int nth) {
      return Custodies.stream(board, school, thing.pupil(), thing.device(), day, nth);
    }
  }

  /**
   * @param passedOver those of this day beside which it is entered as the next
   */
  private Uni<StreamId> stream(Place place, int nth, Predicate<Known> passedOver) {
    StreamId stream = place.stream(nth);
    return custodies
        .load(stream)
        .chain(
            loaded ->
                loaded.state() instanceof Known known && passedOver.test(known)
                    ? stream(place, nth + 1, passedOver)
                    : Uni.createFrom().item(stream));
  }
}
