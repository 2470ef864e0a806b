package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.Custody.Status;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.school.SchoolBook;

/** What goes with taking a device in: until when it is kept, and that it is not here already. */
@ApplicationScoped
public class HandingIn {

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
    Instant late = due.plus(config.givingBack());
    var kept =
        new Kept(
            thing.pupil(),
            thing.device(),
            thing.keeping(),
            thing.spot(),
            due,
            late.isBefore(dayEnds) ? late : dayEnds);
    return new HandIn(kept, by, now, dayEnds);
  }

  /**
   * Where no calendar tells when the school day ends, or it has ended, the day itself is the end.
   */
  private static Instant due(SchoolBook book, Instant now, Instant dayEnds) {
    return book.calendar()
        .flatMap(calendar -> calendar.endOfDay(now))
        .filter(end -> end.isAfter(now))
        .orElse(dayEnds);
  }

  /** Where it is entered: as one that is here already, or the next time on this day. */
  public Uni<StreamId> stream(Board board, School school, Thing thing, LocalDate day) {
    return stream(board, school, thing, day, 1);
  }

  private Uni<StreamId> stream(Board board, School school, Thing thing, LocalDate day, int nth) {
    StreamId stream = Custodies.stream(board, school, thing.pupil(), thing.device(), day, nth);
    return custodies
        .load(stream)
        .chain(
            loaded ->
                loaded.state() instanceof Known known && known.status() == Status.RETURNED
                    ? stream(board, school, thing, day, nth + 1)
                    : Uni.createFrom().item(stream));
  }
}
