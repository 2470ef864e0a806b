package nl.tenzij.sanction.custody;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.custody.CustodyCommand.MoveReturn;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;

/** Has devices that are held follow a school day that ends at another time than it was to. */
@ApplicationScoped
public class CustodyByCalendar {

  // Where nobody has looked yet first, and of those where devices are held; then each in its turn.
  private static final String CHANGED =
      """
      select c.board, c.school, c.since from calendar_changed c
      order by c.looked_at nulls first,
        not exists (
          select from custody_view v
          where v.board = c.board and v.school = c.school and v.status = 'HELD'),
        c.since
      limit $1
      """;

  private static final String LOOKED =
      """
      update calendar_changed set looked_at = clock_timestamp()
      where board = $1 and school = $2 and since = $3
      """;

  private static final String HELD =
      """
      select custody, handed_in_at, due_at from custody_view
      where board = $1 and school = $2 and status = 'HELD'
      """;

  // Who handed in by the bells of before, at the same moment, is in the list by then.
  private static final String DONE =
      """
      delete from calendar_changed
      where board = $1 and school = $2 and since = $3
        and since < clock_timestamp() - interval '10 seconds'
      """;

  /** How many are decided on at a time; each is a stream of its own. */
  private static final int TOGETHER = 16;

  private final Pool pool;
  private final Clock clock;
  private final Looking looking;
  private final SchoolBooks books;
  private final HandingIn handingIn;
  private final CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies;

  public CustodyByCalendar(
      Pool pool,
      Clock clock,
      Looking looking,
      SchoolBooks books,
      HandingIn handingIn,
      CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies) {
    this.pool = pool;
    this.clock = clock;
    this.looking = looking;
    this.books = books;
    this.handingIn = handingIn;
    this.custodies = custodies;
  }

  private record Place(Board board, School school) {

    private static Place of(Row row) {
      return new Place(new Board(row.getString("board")), new School(row.getString("school")));
    }

    private Tuple tuple() {
      return Tuple.of(board.id(), school.id());
    }
  }

  private record Moved(StreamId custody, MoveReturn command) {}

  @Scheduled(every = "${tenzij.calendar.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return looking.through(
        "changed calendars",
        pool.preparedQuery(CHANGED).execute(Tuple.of(Looking.AT_ONCE)),
        this::follow);
  }

  private Uni<Void> follow(Row changed) {
    Place place = Place.of(changed);
    Tuple row = place.tuple().addValue(changed.getValue("since"));
    return pool.preparedQuery(LOOKED)
        .execute(row)
        .chain(() -> books.book(place.board(), place.school(), pool))
        .chain(
            book ->
                pool.preparedQuery(HELD)
                    .execute(place.tuple())
                    .map(held -> moved(place, book, held)))
        .chain(
            moved ->
                moved.isEmpty()
                    ? pool.preparedQuery(DONE).execute(row).replaceWithVoid()
                    : move(moved));
  }

  private List<Moved> moved(Place place, SchoolBook book, RowSet<Row> held) {
    Instant now = clock.instant();
    return StreamSupport.stream(held.spliterator(), false)
        .flatMap(
            row ->
                handingIn
                    .moved(
                        book,
                        row.getOffsetDateTime("handed_in_at").toInstant(),
                        row.getOffsetDateTime("due_at").toInstant(),
                        now)
                    .map(
                        command ->
                            new Moved(
                                Custodies.stream(
                                    place.board(), place.school(), row.getUUID("custody")),
                                command))
                    .stream())
        .toList();
  }

  private Uni<Void> move(List<Moved> all) {
    return Uni.join()
        .all(
            all.stream()
                .map(
                    each ->
                        custodies.handle(
                            each.custody(), each.command(), Looking.meta("custody-by-calendar")))
                .toList())
        .usingConcurrencyOf(TOGETHER)
        .andCollectFailures()
        .replaceWithVoid();
  }
}
